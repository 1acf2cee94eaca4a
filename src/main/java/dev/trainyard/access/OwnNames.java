package dev.trainyard.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that this service is known by. A page can have a name of its own lead to this machine
 * (DNS rebinding), but it cannot make a browser send another name than that.
 */
final class OwnNames {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> names = new TreeSet<>(LOOPBACK);

  /**
   * The names of this machine, and others.
   *
   * @param bound where the service listens; null for all addresses
   * @param others lower case
   */
  OwnNames(@Nullable InetAddress bound, Collection<String> others) {
    names.addAll(others);
    if (bound == null || bound.isAnyLocalAddress()) {
      addThisMachine();
    } else {
      names.add(written(bound));
    }
  }

  private void addThisMachine() {
    try {
      names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      // A machine without a name is known by its addresses.
    }
  }

  /**
   * Whether a request to this host is meant for this service.
   *
   * @param host as in the header {@code Host}, without its port
   * @param reached the address that the request came to
   */
  boolean include(String host, String reached) {
    String name = host.toLowerCase(Locale.ROOT);
    return names.contains(name) || name.equals(reached) || name.equals("[" + reached + "]");
  }

  /** All but the addresses that requests come to. */
  @Override
  public String toString() {
    return String.join(", ", names);
  }

  private static String written(InetAddress address) {
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}
