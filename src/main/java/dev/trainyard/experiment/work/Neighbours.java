package dev.trainyard.experiment.work;

import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which trials this process has at work at the same time, and so in one heap. */
@Component
class Neighbours {
  private final Set<Stay> here = new HashSet<>();

  /** A trial is at work in this process until this is closed. */
  final class Stay implements AutoCloseable {
    private boolean shared;

    /** Whether there was another trial in the process at any time since this one came. */
    boolean hadCompany() {
      synchronized (here) {
        return shared;
      }
    }

    @Override
    public void close() {
      synchronized (here) {
        here.remove(this);
      }
    }
  }

  /** A trial comes to be trained here. */
  Stay enter() {
    synchronized (here) {
      Stay stay = new Stay();
      here.add(stay);
      if (here.size() > 1) {
        here.forEach(each -> each.shared = true);
      }
      return stay;
    }
  }
}
