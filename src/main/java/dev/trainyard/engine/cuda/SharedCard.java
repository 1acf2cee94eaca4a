package dev.trainyard.engine.cuda;

import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.CardUnavailable;
import dev.trainyard.engine.cuda.driver.CudaException;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The card that all trainings of this process share: opened when it is first asked for, and once
 * more where it was lost and the last of those that were using it has gone.
 */
final class SharedCard implements AutoCloseable {
  private static final String SOURCE = "kernels.cu";

  private final CudaSettings settings;
  private @Nullable OpenCard open;
  private @Nullable CardUnavailable obstacle;
  private int users;

  SharedCard(CudaSettings settings) {
    this.settings = settings;
  }

  /** Somebody's use of the card; from the thread that has asked for it. */
  final class Use implements AutoCloseable {
    private final OpenCard card;

    private Use(OpenCard card) {
      this.card = card;
      card.card().enter();
    }

    OpenCard card() {
      return card;
    }

    @Override
    public void close() {
      release();
    }
  }

  /**
   * Begins to use the card.
   *
   * @throws CardUnavailable if there is none, saying why
   */
  synchronized Use use() {
    OpenCard card = ready();
    Use use = new Use(card);
    users++;
    return use;
  }

  /** Why the card cannot be used; empty when it can. */
  synchronized Optional<String> obstacle() {
    try {
      ready();
      return Optional.empty();
    } catch (CardUnavailable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private OpenCard ready() {
    if (obstacle != null) {
      throw obstacle;
    }
    if (open != null && open.card().lost()) {
      if (users > 0) {
        throw new CardUnavailable(
            "the card was lost, and is opened again when the trainings on it have ended");
      }
      close();
    }
    if (open == null) {
      open = open();
    }
    return open;
  }

  private OpenCard open() {
    try {
      Card card = Card.open(settings);
      try {
        return OpenCard.of(card, card.compile(source()), settings);
      } catch (RuntimeException | Error e) {
        card.close();
        throw e;
      }
    } catch (CardUnavailable e) {
      obstacle = e;
      throw e;
    } catch (CudaException e) {
      CardUnavailable reason =
          new CardUnavailable(
              "the card could not be made ready: %s; restart the service if that does not pass"
                  .formatted(e.getMessage()));
      // What others have of its memory may be free soon; nothing else gets better by itself.
      obstacle = e.isOutOfMemory() ? null : reason;
      throw reason;
    }
  }

  /** Gives the card back, when nobody uses it; whoever asks for it next opens it again. */
  @Override
  public synchronized void close() {
    if (users > 0) {
      throw new IllegalStateException("%d trainings use the card".formatted(users));
    }
    if (open != null) {
      try {
        open.card().enter();
      } catch (CudaException e) {
        // It is lost, which closing it takes into account.
      }
      open.kernels().close();
      open.card().close();
      open = null;
    }
  }

  private synchronized void release() {
    users--;
  }

  private static String source() {
    try (InputStream in = SharedCard.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IllegalStateException(SOURCE + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
