package dev.trainyard.experiment.ledger;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The stored events. */
interface EventRows extends JpaRepository<Event, Event.Key> {

  /** The events of an experiment behind one of them, in order. */
  @Query(
      """
      select e from Event e
      where e.key.experimentId = :experimentId and e.key.number > :after order by e.key.number
      """)
  List<Event> after(long experimentId, long after, Limit limit);
}
