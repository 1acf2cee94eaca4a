package dev.trainyard.engine.cuda;

/** Memory that layers use one after the other: as large as the one that needs most. */
final class Scratch {
  private final Workspace workspace;
  private long bytes = Float.BYTES;
  private long address;

  Scratch(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Asks for so many bytes at least; before the first use. */
  void need(long atLeast) {
    if (address != 0) {
      throw new IllegalStateException("the scratch memory is in use already");
    }
    bytes = Math.max(bytes, atLeast);
  }

  /** Where it is; what was in it is gone when another layer has used it. */
  long address() {
    if (address == 0) {
      address = workspace.bytes(bytes);
    }
    return address;
  }
}
