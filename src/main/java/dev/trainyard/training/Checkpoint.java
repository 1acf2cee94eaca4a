package dev.trainyard.training;

/**
 * The state of a training between two epochs; with the plan it is all that is needed to go on.
 *
 * @param epoch finished epochs
 * @param parameters in DL4J's flat order ({@code MultiLayerNetwork.params()})
 * @param updaterState in DL4J's flat order ({@code Updater.getStateViewArray()}); empty for
 *     optimizers without state. Momentum's is v; Adam's is all of m followed by all of v; each in
 *     the order of the parameters, see {@link StateLayout}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(int epoch, float[] parameters, float[] updaterState) {}
