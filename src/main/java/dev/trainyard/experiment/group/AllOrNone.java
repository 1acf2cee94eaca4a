package dev.trainyard.experiment.group;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.experiment.ExperimentRequest;
import dev.trainyard.experiment.Forecast;
import dev.trainyard.experiment.GroupStanding;
import dev.trainyard.experiment.forecast.Estimator;
import dev.trainyard.experiment.ledger.GroupReader;
import dev.trainyard.experiment.ledger.Interventions;
import dev.trainyard.experiment.ledger.Resumption;
import dev.trainyard.experiment.ledger.Submissions;
import dev.trainyard.experiment.spec.SpecResolver;
import dev.trainyard.outcome.Status;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Does to each of several experiments what is asked for all of them, in one transaction. */
@Component
class AllOrNone implements ExperimentGroups {
  private final SpecResolver resolver;
  private final Submissions submissions;
  private final Estimator estimator;
  private final Interventions interventions;
  private final Resumption resumption;
  private final GroupReader reader;

  AllOrNone(
      SpecResolver resolver,
      Submissions submissions,
      Estimator estimator,
      Interventions interventions,
      Resumption resumption,
      GroupReader reader) {
    this.resolver = resolver;
    this.submissions = submissions;
    this.estimator = estimator;
    this.interventions = interventions;
    this.resumption = resumption;
    this.reader = reader;
  }

  @Override
  public void check(ExperimentRequest request) {
    resolver.check(request);
  }

  @Override
  public Forecast estimate(List<ExperimentRequest> requests) {
    return estimator.forecast(requests.stream().map(resolver::resolve).toList());
  }

  @Override
  @Transactional
  public List<Long> submit(List<ExperimentRequest> requests) {
    return requests.stream().map(resolver::resolve).map(submissions::submit).toList();
  }

  @Override
  @Transactional
  public int cancel(List<Long> ids) {
    return ids.stream().filter(interventions::stop).toList().size();
  }

  @Override
  @Transactional
  public int resume(List<Long> ids) {
    List<Long> unfinished = ids.stream().filter(id -> mayGoOn(interventions.lock(id))).toList();
    unfinished.forEach(id -> resumption.resume(id, null));
    return unfinished.size();
  }

  private static boolean mayGoOn(Status status) {
    return status == Status.FAILED || status == Status.CANCELLED;
  }

  @Override
  @Transactional
  public void delete(List<Long> ids) {
    interventions.delete(ids);
  }

  @Override
  public List<Optional<GroupStanding>> standings(List<List<Long>> groups) {
    return reader.standings(groups);
  }
}
