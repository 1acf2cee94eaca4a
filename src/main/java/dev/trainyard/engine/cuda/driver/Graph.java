package dev.trainyard.engine.cuda.driver;

/** Work that has been captured and is launched as a whole, with the arguments that it had then. */
public final class Graph implements AutoCloseable {
  private final Driver driver;
  private final long executable;
  private boolean closed;

  Graph(Driver driver, long executable) {
    this.driver = driver;
    this.executable = executable;
  }

  long executable() {
    return executable;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      driver.release(
          "cuGraphExecDestroy", () -> (int) driver.executableDestroy.invokeExact(executable));
    }
  }
}
