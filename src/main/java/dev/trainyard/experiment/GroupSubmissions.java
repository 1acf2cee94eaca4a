package dev.trainyard.experiment;

import dev.trainyard.problem.Problem;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes in experiments that belong together: all of them or none. */
@Component
public class GroupSubmissions {
  private final SpecResolver resolver;
  private final Submissions submissions;
  private final Estimator estimator;

  GroupSubmissions(SpecResolver resolver, Submissions submissions, Estimator estimator) {
    this.resolver = resolver;
    this.submissions = submissions;
    this.estimator = estimator;
  }

  /**
   * Makes sure that a request can be queued.
   *
   * @throws Problem 400 naming every field that is wrong
   */
  public void check(ExperimentRequest request) {
    resolver.resolve(request);
  }

  /** What the requests would come to; trains for some seconds where no earlier trial tells. */
  public Forecast estimate(List<ExperimentRequest> requests) {
    return estimator.forecast(requests.stream().map(resolver::resolve).toList());
  }

  /**
   * Stores and queues one experiment for each request, to be trained in their order, and returns
   * their ids.
   *
   * @throws Problem 400 naming every field that is wrong
   */
  @Transactional
  public List<Long> submit(List<ExperimentRequest> requests) {
    return requests.stream().map(resolver::resolve).map(submissions::submit).toList();
  }
}
