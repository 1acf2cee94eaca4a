package dev.trainyard.experiment.work;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.Holdout;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.WorkSettings;
import dev.trainyard.network.Network;
import dev.trainyard.training.TrainingSpec;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Lays out what a trial needs to be trained here. */
@Component
class Workbench {

  /** A trial that is ready to be trained; closing it gives its cores to the others. */
  record Setup(TrainingPlan plan, Engines.Pick pick, Provenance provenance, Cores.Share cores)
      implements AutoCloseable {
    @Override
    public void close() {
      cores.close();
    }
  }

  private final Datasets datasets;
  private final Engines engines;
  private final Cores cores;
  private final Machine machine;
  private final WorkSettings settings;

  Workbench(
      Datasets datasets, Engines engines, Cores cores, Machine machine, WorkSettings settings) {
    this.datasets = datasets;
    this.engines = engines;
    this.cores = cores;
    this.machine = machine;
    this.settings = settings;
  }

  /** The name of this process. */
  String process() {
    return machine.process();
  }

  /**
   * Fetches the dataset if need be, infers the shapes and picks the engine.
   *
   * @throws DatasetUnavailable if the dataset cannot be had now
   */
  Setup prepare(TrialSpec spec) throws InterruptedException {
    ImageDataset dataset = datasets.get(spec.dataset());
    Cores.Share share = cores.take();
    try {
      TrainingPlan plan = plan(spec, dataset, share);
      Engines.Pick pick = engines.pick(plan.network(), plan.training());
      return new Setup(plan, pick, provenance(pick, dataset), share);
    } catch (RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  private static TrainingPlan plan(TrialSpec spec, ImageDataset dataset, IntSupplier threads) {
    DatasetFacts facts = dataset.facts();
    Network network = Datasets.fit(spec.network(), facts);
    TrainingSpec training = spec.training();
    int heldOut = training.validation().heldOut(dataset.train().count());
    if (heldOut == 0) {
      return new TrainingPlan(network, training, dataset.train(), dataset.test(), threads);
    }
    Holdout split = Holdout.of(dataset.train(), heldOut, training.seed());
    return new TrainingPlan(network, training, split.train(), split.heldOut(), threads);
  }

  private Provenance provenance(Engines.Pick pick, ImageDataset dataset) {
    EngineProvenance engine = pick.engine().provenance();
    return new Provenance(
        engine.engine(),
        pick.reason(),
        engine.library(),
        engine.blas(),
        machine.versions(),
        new Provenance.DatasetFiles(
            dataset.facts().name(),
            dataset.source(),
            dataset.facts().files().stream()
                .collect(Collectors.toMap(DataFile::name, DataFile::sha256))),
        new Provenance.Hardware(
            machine.cpu(),
            Runtime.getRuntime().availableProcessors(),
            engine.threads(),
            settings.slots()));
  }
}
