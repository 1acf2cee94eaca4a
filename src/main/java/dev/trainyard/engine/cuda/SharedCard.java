package dev.trainyard.engine.cuda;

import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.CardUnavailable;
import dev.trainyard.engine.cuda.driver.CudaException;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.cuda.driver.Kernels;
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
        Kernels kernels = card.compile(source());
        return new OpenCard(card, kernels, new CardImages(card));
      } catch (RuntimeException | Error e) {
        card.close();
        throw e;
      }
    } catch (CardUnavailable e) {
      obstacle = e;
      throw e;
    } catch (CudaException e) {
      // Such as no memory left by other processes, which may be over soon.
      throw new CardUnavailable("the card could not be made ready: " + e.getMessage());
    }
  }

  /** Gives the card back; whoever asks for it next opens it again. */
  @Override
  public synchronized void close() {
    if (open != null) {
      if (!open.card().lost()) {
        open.card().enter();
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
