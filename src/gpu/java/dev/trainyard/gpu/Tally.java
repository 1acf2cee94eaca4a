package dev.trainyard.gpu;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Tells one line for each test method, whatever the number of its cases. */
final class Tally implements TestExecutionListener {
  private static final class Count {
    private int passed;
    private int all;
    private String failure = "";
  }

  private final Lines lines;
  private final Map<String, Count> counts = new HashMap<>();

  Tally(Lines lines) {
    this.lines = lines;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String method = method(test);
    if (method == null) {
      result.getThrowable().ifPresent(e -> failed(test.getDisplayName(), e));
      return;
    }
    if (test.isTest()) {
      count(method, test.getDisplayName(), result);
    }
    boolean isCase =
        test.getParentId().map(parent -> parent.contains("test-template:")).orElse(false);
    if (!isCase) {
      Count count = counts.computeIfAbsent(method, _ -> new Count());
      result.getThrowable().filter(_ -> test.isContainer()).ifPresent(e -> failed(method, e));
      lines.judge(
          words(method),
          count.all > 0 && count.passed == count.all,
          "%d of %d %s".formatted(count.passed, count.all, count.failure));
    }
  }

  private void count(String method, String name, TestExecutionResult result) {
    Count count = counts.computeIfAbsent(method, _ -> new Count());
    count.all++;
    if (result.getStatus() == Status.SUCCESSFUL) {
      count.passed++;
      return;
    }
    Throwable reason = result.getThrowable().orElseThrow();
    reason.printStackTrace();
    if (count.failure.isEmpty()) {
      count.failure = "first: %s: %s".formatted(name, reason);
    }
  }

  private void failed(String name, Throwable reason) {
    reason.printStackTrace();
    lines.judge(name, false, reason.toString());
  }

  private static @Nullable String method(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName())
        .orElse(null);
  }

  /** {@code trainEveryEndAlike} as a sentence has it. */
  private static String words(String method) {
    return method.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
