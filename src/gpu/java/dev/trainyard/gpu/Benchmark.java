package dev.trainyard.gpu;

import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Seconds for an epoch of the presets by their own recipes, alone and in company. */
final class Benchmark {
  static final List<String> WORKLOADS =
      List.of("baseline", "hinton-500-300", "lenet", "cnn-accurate");

  static final int WARM_UP = 2;
  static final int MEASURED = 5;

  /** What the least of the presets reaches in one epoch of all images. */
  private static final double LEARNED = 0.9;

  private static final double SECONDS = 6;
  private static final int COMPANY = 15;
  private static final int COMPANY_EPOCHS = 2;

  private final TrainingEngine engine;
  private final Settings settings = Settings.own();
  private final Lines lines;

  private Benchmark(TrainingEngine engine, Lines lines) {
    this.engine = engine;
    this.lines = lines;
  }

  static void measure(Lines lines) {
    Benchmark benchmark = new Benchmark(EngineUnderTest.get(), lines);
    WORKLOADS.forEach(workload -> benchmark.alone(workload, "an epoch"));
    benchmark.inCompany();
    EngineUnderTest.withTf32()
        .ifPresent(
            engine -> {
              Benchmark tf32 = new Benchmark(engine, lines);
              WORKLOADS.forEach(workload -> tf32.alone(workload, "TF32, an epoch"));
            });
  }

  private void alone(String workload, String what) {
    int cores = Runtime.getRuntime().availableProcessors();
    TrainingPlan plan =
        Recipe.plan(
            workload, settings.share(), cores, training -> training.withEpochs(WARM_UP + MEASURED));
    Watch watch = Watch.train(engine, plan, settings.seconds(SECONDS));
    List<Double> seconds = watch.seconds();
    String check = workload + ", " + what;
    if (seconds.size() <= WARM_UP) {
      lines.skip(check, "only %d epochs in time".formatted(seconds.size()));
      return;
    }
    List<Double> measured = seconds.subList(WARM_UP, seconds.size());
    lines.seconds(
        check,
        Lines.median(measured),
        String.format(
            Locale.ROOT,
            ", median of %d, %d images; accuracy %.4f",
            measured.size(),
            plan.trainImages().count(),
            watch.accuracy()));
    if (settings.share() == 1) {
      lines.judge(
          check + ": it learns", watch.accuracy() > LEARNED, "above %.2f".formatted(LEARNED));
    }
  }

  private void inCompany() {
    double oneByOne = System.nanoTime();
    List<Watch> alone = new ArrayList<>();
    plans(Runtime.getRuntime().availableProcessors())
        .forEach(plan -> alone.add(Watch.train(engine, plan, Double.MAX_VALUE)));
    double together = System.nanoTime();
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / COMPANY);
    List<Watch> company = Watch.together(engine, plans(threads), Double.MAX_VALUE);
    double end = System.nanoTime();
    String what = "%d x hinton-500-300, %d epochs, ".formatted(COMPANY, COMPANY_EPOCHS);
    double ratio = (together - oneByOne) / (end - together);
    lines.seconds(what + "one by one", (together - oneByOne) / 1e9, "");
    lines.seconds(
        what + "at once",
        (end - together) / 1e9,
        String.format(Locale.ROOT, ", %.2f times as fast", ratio));
    int same = Bits.same(alone, company);
    lines.judge(
        COMPANY + " at once as one by one",
        same == COMPANY,
        "%d of %d have equal bits".formatted(same, COMPANY));
  }

  private List<TrainingPlan> plans(int threads) {
    return LongStream.rangeClosed(1, COMPANY)
        .mapToObj(
            seed ->
                Recipe.plan(
                    "hinton-500-300",
                    settings.share(),
                    threads,
                    training -> training.withEpochs(COMPANY_EPOCHS).withSeed(seed)))
        .toList();
  }
}
