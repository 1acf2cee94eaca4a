package dev.trainyard.engine.cuda;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.engine.cuda.driver.Card;
import dev.trainyard.engine.cuda.driver.Memory;
import dev.trainyard.engine.cuda.driver.Stream;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;

/** Images on the card, each set once, however many trainings use it at a time. */
final class CardImages {

  /** Images that somebody uses. */
  final class Lease implements AutoCloseable {
    private final LabelledImages key;
    private final Memory pixels;
    private final Memory labels;
    private int users;

    private Lease(LabelledImages key, Memory pixels, Memory labels) {
      this.key = key;
      this.pixels = pixels;
      this.labels = labels;
    }

    /** The address of their bytes: [image][row][column][channel]. */
    long pixels() {
      return pixels.address();
    }

    /** The address of their labels: integers. */
    long labels() {
      return labels.address();
    }

    /** Gives them back; the last user's are removed. */
    @Override
    public void close() {
      giveBack(this);
    }
  }

  private final Card card;
  private final IdentityHashMap<LabelledImages, Lease> leases = new IdentityHashMap<>();

  CardImages(Card card) {
    this.card = card;
  }

  /** Takes images, for as long as they are not closed. */
  synchronized Lease take(LabelledImages images, Stream stream) {
    Lease lease = leases.get(images);
    if (lease == null) {
      lease = upload(images, stream);
      leases.put(images, lease);
    }
    lease.users++;
    return lease;
  }

  private Lease upload(LabelledImages images, Stream stream) {
    int[] labels = new int[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
    }
    Memory pixelMemory = card.allocate(images.pixels().length);
    try {
      Memory labelMemory = card.allocate((long) Integer.BYTES * labels.length);
      try {
        stream.upload(pixelMemory.address(), MemorySegment.ofArray(images.pixels()));
        stream.upload(labelMemory.address(), MemorySegment.ofArray(labels));
        // Whoever takes them next reads them on another stream.
        stream.synchronize();
        return new Lease(images, pixelMemory, labelMemory);
      } catch (RuntimeException e) {
        labelMemory.close();
        throw e;
      }
    } catch (RuntimeException e) {
      pixelMemory.close();
      throw e;
    }
  }

  private synchronized void giveBack(Lease lease) {
    lease.users--;
    if (lease.users == 0) {
      leases.remove(lease.key);
      lease.labels.close();
      lease.pixels.close();
    }
  }
}
