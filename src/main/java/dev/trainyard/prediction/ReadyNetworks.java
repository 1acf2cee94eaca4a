package dev.trainyard.prediction;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The networks that were asked last, as many as an eighth of the heap holds. After an epoch a
 * network never changes, so none of them can be out of date.
 */
@Component
class ReadyNetworks {
  private static final int SHARE = 8;

  /** A network: that of a trial after an epoch. */
  record Key(long trialId, int epoch) {}

  private final long room;
  private final Map<Key, ReadyNetwork> networks = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  ReadyNetworks() {
    this(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /**
   * @param room in bytes
   */
  private ReadyNetworks(long room) {
    this.room = room;
  }

  /** As many as this room holds. */
  static ReadyNetworks within(long room) {
    return new ReadyNetworks(room);
  }

  /**
   * The network, made ready by {@code made} if it is not there; one that is too large for the room
   * is not kept.
   */
  ReadyNetwork get(Key key, Supplier<ReadyNetwork> made) {
    ReadyNetwork known = find(key);
    if (known != null) {
      return known;
    }
    ReadyNetwork network = made.get();
    // While a trial runs, it may have finished another epoch since its key was made.
    keep(new Key(key.trialId(), network.epoch()), network);
    return network;
  }

  private synchronized @Nullable ReadyNetwork find(Key key) {
    return networks.get(key);
  }

  private synchronized void keep(Key key, ReadyNetwork network) {
    if (network.bytes() > room || networks.putIfAbsent(key, network) != null) {
      return;
    }
    bytes += network.bytes();
    Iterator<ReadyNetwork> eldest = networks.values().iterator();
    while (bytes > room) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }
}
