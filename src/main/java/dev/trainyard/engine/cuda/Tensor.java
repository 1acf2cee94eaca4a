package dev.trainyard.engine.cuda;

/**
 * A kernel, the biases or the like of a layer, on the card.
 *
 * @param values their address
 * @param gradients that of d loss / d value, of the mini-batch's mean loss
 */
record Tensor(long values, long gradients) {}
