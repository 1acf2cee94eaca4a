package dev.trainyard.engine.cuda.driver;

/**
 * There is no card that can be used. The message gives the reason and the remedy, as it reads after
 * "the engine cuda cannot be used: ".
 */
public final class CardUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A card that is not there.
   *
   * @param reason with the remedy
   */
  public CardUnavailable(String reason) {
    super(reason);
  }
}
