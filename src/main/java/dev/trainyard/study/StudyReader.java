package dev.trainyard.study;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.experiment.GroupStanding;
import dev.trainyard.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows studies, each answer in a number of SQL statements that does not depend on how many
 * experiments or trials there are.
 */
@Component
@Transactional(readOnly = true)
class StudyReader implements Studies {
  private final StudyRows rows;
  private final ExperimentGroups groups;
  private final StudyTemplates templates;

  StudyReader(StudyRows rows, ExperimentGroups groups, StudyTemplates templates) {
    this.rows = rows;
    this.groups = groups;
    this.templates = templates;
  }

  @Override
  public Study get(long id) {
    return rows.find(id).orElseThrow(() -> new UnknownStudy(id));
  }

  @Override
  public String report(Study study) {
    List<String> present = study.experiments().stream().map(Study.Member::key).toList();
    return templates
        .find(study.template())
        .filter(template -> present.containsAll(template.keys()))
        .map(StudyTemplate::report)
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "study %1$d was queued from an earlier form of %2$s without some of the experiments that the report is about: POST /studies queues the present form, /studies/%1$d has those of this one"
                        .formatted(study.id(), study.template())));
  }

  /**
   * A study with its progress.
   *
   * @throws UnknownStudy if there is none with this id
   */
  public StudyView view(long id) {
    return views(List.of(get(id))).stream().findFirst().orElseThrow(() -> new UnknownStudy(id));
  }

  /** A page of studies, the latest first. */
  public StudyPage list(int page, int size) {
    long total = rows.count();
    return new StudyPage(
        views(rows.list(page, size)),
        page,
        size,
        total,
        Math.toIntExact((total + size - 1) / size));
  }

  /** Without those that have been deleted since they were read. */
  private List<StudyView> views(List<Study> studies) {
    List<Optional<GroupStanding>> standings =
        groups.standings(studies.stream().map(Study::experimentIds).toList());
    return IntStream.range(0, studies.size())
        .boxed()
        .flatMap(
            i -> standings.get(i).stream().map(standing -> StudyView.of(studies.get(i), standing)))
        .toList();
  }
}
