package dev.trainyard.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Where the service is to listen. */
final class WebAddress {
  private static final String PORT = "server.port";
  private static final String ADDRESS = "server.address";
  private static final int HIGHEST_PORT = 65_535;

  private WebAddress() {}

  /** Refuses a port or an address that cannot be listened at now. */
  static void check(Environment environment) {
    Binder binder = Binder.get(environment);
    int port =
        Objects.requireNonNull(
            Misfit.refused(environment, () -> binder.bind(PORT, Integer.class).orElse(0)));
    if (port < 0 || port > HIGHEST_PORT) {
      throw Setting.of(PORT).wrong("must be from 0 (any that is free) to 65535, not " + port, null);
    }
    InetAddress address =
        Misfit.refused(
            environment, () -> binder.bind(ADDRESS, Bindable.of(InetAddress.class)).orElse(null));
    listen(new InetSocketAddress(address, port));
  }

  private static void listen(InetSocketAddress place) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(place);
    } catch (IOException e) {
      String where = place.getAddress().getHostAddress();
      throw new StartRefused(
          "The service cannot listen on port %d of %s: %s."
              .formatted(place.getPort(), where, e.getMessage()),
          "Stop the process that has the port, or set TRAINYARD_PORT to another port (0 for any that is free) or TRAINYARD_ADDRESS to another address of this machine.",
          e);
    }
  }
}
