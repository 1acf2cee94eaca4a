package dev.trainyard.experiment.work;

import dev.trainyard.catalog.Datasets;
import dev.trainyard.dataset.DataFile;
import dev.trainyard.dataset.DatasetUnavailable;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.engine.Checkpoint;
import dev.trainyard.engine.Cores;
import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.EngineUnavailable;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.engine.TrainingListener;
import dev.trainyard.engine.TrainingPlan;
import dev.trainyard.experiment.Provenance;
import dev.trainyard.experiment.TrialSpec;
import dev.trainyard.experiment.ledger.ClaimedTrial;
import dev.trainyard.isolation.IsolatedTraining;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays out what a trial needs to be trained here. */
@Component
class Workbench {

  /** Trains as an engine does, here or elsewhere. */
  @FunctionalInterface
  interface Training {
    /**
     * Trains from a checkpoint, or from the beginning, until the last epoch.
     *
     * @return true when all epochs are done, false when the listener asked to stop
     */
    boolean run(@Nullable Checkpoint from, TrainingListener listener) throws InterruptedException;
  }

  /** A trial that is ready to be trained; closing it gives its cores to the others. */
  record Setup(Training training, Provenance provenance, Cores.Share cores)
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
  private final IsolatedTraining isolated;

  Workbench(
      Datasets datasets, Engines engines, Cores cores, Machine machine, IsolatedTraining isolated) {
    this.datasets = datasets;
    this.engines = engines;
    this.cores = cores;
    this.machine = machine;
    this.isolated = isolated;
  }

  /** Why every trial is to have a process of its own; null if only a suspect is. */
  @Nullable String isolation() {
    return isolated.asked();
  }

  /** The name of this process. */
  String process() {
    return machine.process();
  }

  /**
   * Fetches the dataset if need be, infers the shapes and picks the engine.
   *
   * @throws DatasetUnavailable if the dataset cannot be had now
   * @throws EngineUnavailable if this machine has not the engine that the training asks for
   */
  Setup prepare(ClaimedTrial assignment) throws InterruptedException {
    TrialSpec spec = assignment.spec();
    ImageDataset dataset = datasets.get(spec.dataset());
    Cores.Share share = cores.take();
    try {
      TrainingPlan plan = spec.plan(dataset, share);
      Engines.Pick pick = engines.pick(plan.network(), plan.training(), assignment.engine());
      TrainingEngine engine = pick.engine();
      Training training =
          assignment.isolation() == null
              ? (from, listener) -> engine.train(plan, from, listener)
              : (from, listener) ->
                  isolated.train(assignment.name(), spec, engine.name(), share, from, listener);
      return new Setup(training, provenance(pick, dataset), share);
    } catch (RuntimeException | Error e) {
      share.close();
      throw e;
    }
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
        machine.hardware(engine));
  }
}
