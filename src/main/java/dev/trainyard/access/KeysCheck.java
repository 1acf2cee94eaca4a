package dev.trainyard.access;

import dev.trainyard.settings.Room;
import dev.trainyard.settings.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses to start a service that other machines can reach and that nobody needs a key for, after
 * the settings have been checked.
 */
public class KeysCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    KeyFile file =
        new KeyFile(Path.of(environment.getRequiredProperty("trainyard.access.keys-file")));
    List<Key> keys = read(file);
    Binder binder = Binder.get(environment);
    if (keys.isEmpty() && answers(binder) && !isLoopback(binder)) {
      throw new StartRefused(
          "The service is to listen on %s (TRAINYARD_ADDRESS), where other machines can reach it, but %s has no API key."
              .formatted(environment.getProperty("server.address", "all addresses"), file.path()),
          "Make a key with the same settings: java -jar trainyard.jar keys add --role write --name NAME (in a container: docker compose run --rm api keys add --role write --name NAME). Or leave TRAINYARD_ADDRESS out, and the service listens on this machine alone.",
          null);
    }
  }

  private static List<Key> read(KeyFile file) {
    try {
      return file.keys();
    } catch (IOException e) {
      throw new StartRefused(
          "%s, which has the API keys, cannot be read: %s.".formatted(file.path(), Room.reason(e)),
          "Mend the file, or move it away and make new keys with keys add; TRAINYARD_ACCESS_KEYS_FILE names another one.",
          e);
    }
  }

  /** A process that only trains answers nothing but whether it is well. */
  private static boolean answers(Binder binder) {
    return binder
        .bind("trainyard.roles", Bindable.listOf(String.class))
        .map(roles -> roles.stream().anyMatch(role -> role.toLowerCase(Locale.ROOT).equals("api")))
        .orElse(true);
  }

  private static boolean isLoopback(Binder binder) {
    return binder
        .bind("server.address", InetAddress.class)
        .map(InetAddress::isLoopbackAddress)
        .orElse(false);
  }
}
