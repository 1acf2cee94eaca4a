package dev.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@NullUnmarked
@EnabledOnOs(OS.LINUX)
class BackgroundTest {
  /** Of the fields behind the name in {@code /proc/thread-self/stat}, from 0. */
  private static final int NICE = 16;

  @Test
  void isTheCallingThreadAndThoseThatItStartsAndNoOther() throws Exception {
    int usual = niceness();
    AtomicInteger own = new AtomicInteger();
    AtomicInteger started = new AtomicInteger();
    Thread training =
        Thread.ofPlatform()
            .start(
                () -> {
                  Background.enter();
                  Background.enter();
                  own.set(niceness());
                  Thread helper = Thread.ofPlatform().start(() -> started.set(niceness()));
                  join(helper);
                });
    join(training);

    assertThat(own).hasValue(Background.NICENESS);
    assertThat(started).hasValue(Background.NICENESS);
    assertThat(niceness()).isEqualTo(usual);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int niceness() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
