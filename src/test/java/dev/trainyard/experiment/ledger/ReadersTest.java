package dev.trainyard.experiment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trainyard.experiment.UnknownExperiment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.InOrder;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;

/** Answers of several statements, between which others write. */
@NullUnmarked
class ReadersTest {
  private final ExperimentRows experiments = mock();
  private final TrialRows trials = mock();
  private final EpochRows epochs = mock();
  private final AttemptRows attempts = mock();
  private final Summaries summaries = mock();
  private final ExperimentReader reader =
      new ExperimentReader(
          experiments,
          trials,
          epochs,
          attempts,
          mock(),
          summaries,
          new Listing(trials, mock(), mock()),
          mock());

  private final Experiment experiment = mock();

  @BeforeEach
  void listWhatIsDeletedBeforeItsTrialsAreRead() {
    when(experiment.id()).thenReturn(7L);
    when(experiment.spec()).thenThrow(mock(UnreadableSpec.class));
    List<Experiment> listed = List.of(experiment);
    when(experiments.findAll(
            ArgumentMatchers.<Specification<Experiment>>any(), any(Pageable.class)))
        .thenReturn(new PageImpl<>(listed));
    when(experiments.findAllById(any())).thenReturn(listed);
    when(experiments.findById(7L)).thenReturn(Optional.of(experiment));
    when(experiments.existsById(1L)).thenReturn(true);
    when(experiments.retraining(1)).thenReturn(listed);
    when(trials.totals(anyCollection())).thenReturn(List.of());
  }

  @Test
  void leaveOutOfAListWhatWasDeletedMeanwhile() {
    assertThat(reader.list(null, null, PageRequest.of(0, 20)).items()).isEmpty();
    assertThat(new RetrainingReader(null, experiments, trials, epochs, attempts, summaries).of(1))
        .isEmpty();
    assertThat(
            new GroupReader(experiments, trials, epochs, summaries, null)
                .standings(List.of(List.of(7L))))
        .containsExactly(Optional.empty());
  }

  @Test
  void knowNoExperimentWhoseTrialsAreGone() {
    assertThatThrownBy(() -> reader.experiment(7)).isInstanceOf(UnknownExperiment.class);
    assertThatThrownBy(() -> reader.curves(7)).isInstanceOf(UnknownExperiment.class);
  }

  @Test
  void readTheTrialsOfCurvesBeforeTheirEpochsSoThatNoneIsCompletedWithoutItsLast() {
    when(trials.findByExperimentIdOrderByNumber(7)).thenReturn(List.of(mock(Trial.class)));

    reader.curves(7);

    InOrder order = inOrder(trials, epochs);
    order.verify(trials).findByExperimentIdOrderByNumber(7);
    order.verify(epochs).ofExperiment(7);
  }
}
