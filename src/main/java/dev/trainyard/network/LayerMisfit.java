package dev.trainyard.network;

/** A layer cannot follow its predecessor; the reason names the shape. */
public class LayerMisfit extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  LayerMisfit(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, in a sentence without a full stop. */
  public String reason() {
    return reason;
  }
}
