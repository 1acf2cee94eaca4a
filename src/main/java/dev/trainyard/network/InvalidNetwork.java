package dev.trainyard.network;

/** A network that cannot be built, with the place in the request that is to blame. */
public class InvalidNetwork extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String field;

  InvalidNetwork(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The path of the field below the network, such as {@code layers[2]}. */
  public String field() {
    return field;
  }
}
