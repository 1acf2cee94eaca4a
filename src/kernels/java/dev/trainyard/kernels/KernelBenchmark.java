package dev.trainyard.kernels;

import dev.trainyard.engine.fused.arithmetic.Sgemm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Each kernel on one thread, in a process of its own.
 *
 * <p>Usage: the page that is to be written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 12, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"})
public class KernelBenchmark {
  @Param public Kernel kernel = Kernel.PEAK;

  private Runnable work = () -> {};

  /** Makes the arrays. */
  @Setup
  public void make() {
    Sgemm.singleThreaded();
    work = kernel.make();
  }

  /** Its results lie in arrays that live on, so nothing can be left out. */
  @Benchmark
  public void run() {
    work.run();
  }

  /** Measures all of them and writes the page. */
  static void main(String[] arguments) throws RunnerException, IOException {
    Map<Kernel, Result<?>> results = new EnumMap<>(Kernel.class);
    for (RunResult one :
        new Runner(new OptionsBuilder().include("KernelBenchmark").build()).run()) {
      results.put(Kernel.valueOf(one.getParams().getParam("kernel")), one.getPrimaryResult());
    }
    Files.writeString(Path.of(arguments[0]), new Roofline(results).markdown());
  }
}
