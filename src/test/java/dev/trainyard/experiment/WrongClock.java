package dev.trainyard.experiment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.NullUnmarked;

/** The machine's clock, until somebody sets it. */
@NullUnmarked
public final class WrongClock extends Clock {
  private final Clock right = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  private volatile Duration wrong = Duration.ZERO;

  /** How far it is ahead from now on; behind if negative. */
  public void set(Duration ahead) {
    wrong = ahead;
  }

  @Override
  public Instant instant() {
    return right.instant().plus(wrong);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
