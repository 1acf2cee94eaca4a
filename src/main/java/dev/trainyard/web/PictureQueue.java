package dev.trainyard.web;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where all pictures are drawn: a few at once, so that whoever asks for many takes no cores from
 * the training, and none for longer than a limit, whether it waits or is drawn.
 */
public final class PictureQueue implements AutoCloseable {

  /** What 503 says of a picture, for OpenAPI. */
  public static final String TOO_LATE =
      "The picture is not drawn in time, 5 seconds by default; the detail says whether others were drawn meanwhile";

  private final Duration limit;
  private final int mostPixels;
  private final int atOnce;
  private final ThreadPoolExecutor painters;

  /**
   * A queue without pictures.
   *
   * @param atOnce how many are drawn at once
   * @param limit from the request to the picture
   * @param mostPixels of a picture
   */
  public PictureQueue(int atOnce, Duration limit, int mostPixels) {
    this.limit = limit;
    this.mostPixels = mostPixels;
    this.atOnce = atOnce;
    this.painters =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            limit.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("picture-", 1).factory());
    painters.allowCoreThreadTimeOut(true);
  }

  /**
   * Lets a picture be drawn at a size that a user chose.
   *
   * @throws Refusal INVALID if it is larger than this service draws
   */
  public void requireRoom(int width, int height) {
    long pixels = (long) width * height;
    if (pixels > mostPixels) {
      throw Refusal.invalid(
          "width",
          "times height is %,d pixels; a picture may have %,d%s"
              .formatted(pixels, mostPixels, Limits.origin("picture-pixels")));
    }
  }

  /**
   * Draws a picture when it is its turn.
   *
   * @param drawing ends soon when its thread is interrupted
   * @throws Refusal UNAVAILABLE if there is no picture within the limit; then nothing goes on
   */
  public <T> T draw(Callable<T> drawing) {
    AtomicBoolean begun = new AtomicBoolean();
    Future<T> picture =
        painters.submit(
            () -> {
              begun.set(true);
              return drawing.call();
            });
    try {
      return picture.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw Refusal.unavailable(
          begun.get()
              ? "the picture was not drawn within %s s; a smaller one or one of fewer trials may be"
                  .formatted(limit.toSeconds())
              : "%d other pictures are being drawn, and none was finished within %s s; try again later"
                  .formatted(atOnce, limit.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("the service is stopping");
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } finally {
      picture.cancel(true);
      painters.purge();
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      default -> new IllegalStateException("the picture could not be drawn", cause);
    };
  }

  /** Cuts off what is being drawn. */
  @Override
  public void close() {
    painters.shutdownNow();
  }
}
