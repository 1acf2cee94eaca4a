package dev.trainyard.isolation;

import dev.trainyard.engine.EngineUnavailable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A process that trains one trial, seen from the service; closing it ends it. */
final class OwnProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);

  /** Between the end of its output and its own. */
  private static final Duration DYING = Duration.ofSeconds(10);

  /** What was heard of it: a report, or that there will be none any more. */
  sealed interface Heard {
    /** It said something. */
    record Word(Report report) implements Heard {}

    /**
     * Its output has ended, or cannot be read on.
     *
     * @param garbled what was read last; null if it just ended
     */
    record End(@Nullable Garbled garbled) implements Heard {}
  }

  private final Process process;
  private final DataOutputStream commands;
  private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(1);
  private final Thread listener;

  private OwnProcess(Process process, String trial) {
    this.process = process;
    this.commands = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.listener = Thread.ofPlatform().daemon().name("reports of " + trial).start(this::listen);
    Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    Thread.ofPlatform()
        .daemon()
        .name("log of " + trial)
        .start(
            () -> {
              MDC.setContextMap(context);
              log(trial);
            });
  }

  /**
   * Starts it.
   *
   * @param trial the name of the trial in the log
   * @throws EngineUnavailable if this machine does not start it now, as where memory is short
   */
  static OwnProcess start(ProcessBuilder command, String trial) {
    try {
      return new OwnProcess(command.start(), trial);
    } catch (IOException e) {
      throw new EngineUnavailable(
          "the process of its own that it needs cannot be started: " + e.getMessage());
    }
  }

  long pid() {
    return process.pid();
  }

  /** Tells it what to train. */
  void send(Order order) {
    try {
      order.write(commands);
    } catch (IOException e) {
      notHeard(e);
    }
  }

  /** Tells it something; nothing happens if it has ended. */
  void send(Command command) {
    try {
      command.write(commands);
      commands.flush();
    } catch (IOException e) {
      notHeard(e);
    }
  }

  /** Tells it how many cores it may use from now on. */
  void sendCores(int cores) {
    try {
      Command.CORES.write(commands);
      commands.writeInt(cores);
      commands.flush();
    } catch (IOException e) {
      notHeard(e);
    }
  }

  /** That it has ended is known from its output as well, where it is waited for. */
  private static void notHeard(IOException e) {
    LOG.debug("it does not listen any more", e);
  }

  /** What was heard of it next; null if that is nothing for so long. */
  @Nullable Heard poll(Duration patience) throws InterruptedException {
    return heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The exit status of a process whose output has ended. */
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(DYING.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private void listen() {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
      Pipe.awaitGreeting(in);
      while (true) {
        heard.put(new Heard.Word(Report.read(in)));
      }
    } catch (IOException e) {
      end(e instanceof Garbled garbled ? garbled : null);
      if (!(e instanceof EOFException || e instanceof Garbled)) {
        LOG.debug("its output broke off", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(@Nullable Garbled garbled) {
    try {
      heard.put(new Heard.End(garbled));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void log(String trial) {
    try (BufferedReader lines = process.errorReader()) {
      lines.lines().forEach(line -> LOG.warn("{}: {}", trial, line));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("what it logs broke off", e);
    }
  }

  /** Kills it if it has not ended, and waits for that. */
  @Override
  public void close() {
    process.destroyForcibly();
    listener.interrupt();
  }
}
