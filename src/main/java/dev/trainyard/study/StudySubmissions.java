package dev.trainyard.study;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.experiment.Forecast;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.web.IdempotencyKeys;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes studies in, each with all its experiments or not at all. */
@Component
class StudySubmissions {
  private static final String PATH = "/studies/";

  private final StudyTemplates templates;
  private final ExperimentGroups experiments;
  private final StudyRows rows;
  private final IdempotencyKeys keys;
  private final Clock clock;

  StudySubmissions(
      StudyTemplates templates,
      ExperimentGroups experiments,
      StudyRows rows,
      IdempotencyKeys keys,
      Clock clock) {
    this.templates = templates;
    this.experiments = experiments;
    this.rows = rows;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Stores a study with its experiments, queues them, and returns its id.
   *
   * @throws Refusal INVALID if there is no such template
   */
  @Transactional
  public long submit(StudyRequest request) {
    StudyTemplate template = templates.get(request.template());
    List<Long> ids = experiments.submit(requests(template, request));
    List<Study.Member> members =
        IntStream.range(0, ids.size())
            .mapToObj(i -> member(template.experiments().get(i), ids.get(i)))
            .toList();
    return rows.add(
        template.name(), name(template, request), request.author(), clock.instant(), members);
  }

  /**
   * The study that this key has queued within a week, or else the one that is queued now.
   *
   * @param key null where the request has none
   * @throws Refusal CONFLICT if the key came with another request, or its study is deleted
   */
  public long submitOnce(@Nullable String key, StudyRequest request) {
    return keys.once(
        key, PATH, understood(request), () -> submit(request), id -> rows.find(id).isPresent());
  }

  /** The request with its defaults. */
  private StudyRequest understood(StudyRequest request) {
    StudyTemplate template = templates.get(request.template());
    return new StudyRequest(
        template.name(), name(template, request), priority(request), request.author());
  }

  private static String name(StudyTemplate template, StudyRequest request) {
    return Objects.requireNonNullElse(request.name(), template.title());
  }

  private static int priority(StudyRequest request) {
    return Objects.requireNonNullElse(request.priority(), 0);
  }

  /** What a study would come to; nothing is queued. */
  public StudyDryRun estimate(StudyRequest request) {
    StudyTemplate template = templates.get(request.template());
    Forecast forecast = experiments.estimate(requests(template, request));
    return new StudyDryRun(
        template.name(),
        template.experiments().size(),
        forecast.trials(),
        forecast.estimatedSeconds(),
        forecast.basis());
  }

  private static List<ExperimentRequest> requests(StudyTemplate template, StudyRequest request) {
    return template.requests(priority(request));
  }

  private static Study.Member member(StudyTemplate.Part part, long experimentId) {
    return new Study.Member(part.key(), part.question(), experimentId);
  }
}
