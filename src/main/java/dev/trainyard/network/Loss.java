package dev.trainyard.network;

/**
 * What training makes small, in words.
 *
 * @param name its standard name
 * @param formula in plain text
 * @param latex the same for typesetting
 * @param reading how to read its value
 * @param why why it fits
 */
public record Loss(String name, String formula, String latex, String reading, String why) {

  /** The loss of a network whose last layer is a softmax over {@code classes}. */
  public static Loss categoricalCrossEntropy(int classes) {
    return new Loss(
        "categorical cross-entropy",
        "L = -(1/N) Σₙ Σₖ yₙₖ ln pₙₖ, where yₙₖ is 1 for the true class k of image n and 0 elsewhere, and pₙₖ is the probability that the network gives it; so L = -(1/N) Σₙ ln(probability of the true class)",
        "L = -\\frac{1}{N}\\sum_{n=1}^{N}\\sum_{k=0}^{%d} y_{nk}\\ln p_{nk}".formatted(classes - 1),
        "In nats per image; 0 is perfect and there is no upper bound. A network that guesses, giving each of the %d classes the same probability, has ln %d = %.3f. exp(-L) is the geometric mean of the probability given to the true class: L = 0.1 means about 90%%, L = 0.01 about 99%%. It goes on falling where the accuracy stands still, and rises when the network is confidently wrong: a validation loss that rises while the training loss falls is overfitting."
            .formatted(classes, classes, Math.log(classes)),
        "Exactly one class is right, and the softmax gives a probability to each: minimising the cross-entropy is maximising the likelihood of the labels. Together with the softmax its gradient is simply p - y, which does not vanish when the network is wrong, as that of the squared error does.");
  }
}
