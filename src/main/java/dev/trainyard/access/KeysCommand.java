package dev.trainyard.access;

import dev.trainyard.settings.ResolvedDirectories;
import dev.trainyard.settings.Room;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The command {@code keys}: makes, lists and revokes API keys, whether or not the service runs. It
 * reads the same settings as the service and touches nothing but the file of the keys.
 */
public final class KeysCommand {
  private static final String NAME = "keys";
  private static final String USAGE =
      """
      keys add --role read|write --name NAME   makes a key and prints it, once
      keys list                                shows names, roles and days
      keys revoke --name NAME                  takes a key back
      Settings are those of the service, as variables or as in --trainyard.data-dir=DIRECTORY.""";

  /** A call of the command that cannot be followed. */
  private static final class Misuse extends Exception {
    private static final long serialVersionUID = 1L;

    Misuse(String message) {
      super(message);
    }
  }

  private final KeyFile file;
  private final LastUses uses;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  private KeysCommand(KeyFile file, LastUses uses, Clock clock, PrintStream out, PrintStream err) {
    this.file = file;
    this.uses = uses;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Whether the arguments of the process are those of this command. */
  public static boolean isMeant(String... args) {
    return args.length > 0 && args[0].equals(NAME);
  }

  /**
   * Follows the command.
   *
   * @param args of the process
   * @param out gets the key alone, or the list
   * @param err gets what is to be said of it
   * @return the exit code of the process
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    List<String> own = new ArrayList<>(List.of(args).subList(1, args.length));
    String[] settings =
        own.stream()
            .filter(arg -> arg.startsWith("--trainyard.") || arg.startsWith("--spring."))
            .toArray(String[]::new);
    own.removeAll(List.of(settings));
    try (ConfigurableApplicationContext context = settings(settings)) {
      Path path =
          Path.of(context.getEnvironment().getRequiredProperty("trainyard.access.keys-file"));
      Path data = Path.of(context.getEnvironment().getRequiredProperty("trainyard.data-dir"));
      Clock clock = Clock.systemUTC();
      new KeysCommand(new KeyFile(path), new LastUses(data, clock), clock, out, err).follow(own);
      return 0;
    } catch (Misuse e) {
      err.println(e.getMessage() + "\n\n" + USAGE);
      return 2;
    } catch (IOException e) {
      String file = e instanceof FileSystemException at ? at.getFile() + ": " : "";
      err.println("The file of the keys cannot be used: " + file + Room.reason(e));
      return 1;
    }
  }

  private static final class Nothing {}

  private static ConfigurableApplicationContext settings(String... args) {
    SpringApplication application = new SpringApplication(Nothing.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(new ResolvedDirectories());
    return application.run(args);
  }

  private void follow(List<String> args) throws Misuse, IOException {
    String verb = args.isEmpty() ? "" : args.getFirst();
    List<String> rest = args.subList(Math.min(1, args.size()), args.size());
    switch (verb) {
      case "add" -> {
        Map<String, String> options = options(rest, Set.of("--name", "--role"));
        add(needed(options, "--name"), needed(options, "--role"));
      }
      case "list" -> {
        options(rest, Set.of());
        list();
      }
      case "revoke" -> revoke(needed(options(rest, Set.of("--name")), "--name"));
      default -> throw new Misuse("keys needs one of add, list, revoke.");
    }
  }

  private void add(String name, String role) throws Misuse, IOException {
    if (!Key.NAME.matcher(name).matches()) {
      throw new Misuse(
          "--name must be up to 64 letters, digits, dots, dashes and underscores, not \"%s\"."
              .formatted(name));
    }
    Role allowed =
        Role.of(role)
            .orElseThrow(
                () -> new Misuse("--role must be read or write, not \"%s\".".formatted(role)));
    String secret = Key.newSecret();
    if (!file.add(Key.of(name, allowed, LocalDate.now(clock), secret))) {
      throw new Misuse("There is a key %s already; revoke it first.".formatted(name));
    }
    out.println(secret);
    err.printf(
        "This is the key %s, which may %s. It is shown this once: %s has only its SHA-256.%nSend it as in: curl -H \"Authorization: Bearer $KEY\"%n",
        name, allowed, file.path());
  }

  private void list() throws IOException {
    Map<String, LocalDate> days = uses.days();
    for (Key key : file.keys()) {
      LocalDate used = days.get(key.name());
      boolean ofThisKey = used != null && !used.isBefore(key.made());
      out.printf(
          "%s  %s  made %s  %s%n",
          key.name(), key.role(), key.made(), ofThisKey ? "last used " + used : "never used");
    }
  }

  private void revoke(String name) throws Misuse, IOException {
    if (!file.revoke(name)) {
      throw new Misuse("There is no key %s.".formatted(name));
    }
    err.printf("The key %s is revoked: no request gets in with it any more.%n", name);
    if (file.keys().isEmpty()) {
      err.printf("It was the last one, and requests still need a key: %s is there.%n", file.path());
    }
  }

  /** {@code --name lab} or {@code --name=lab}. */
  private static Map<String, String> options(List<String> args, Set<String> known) throws Misuse {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String[] parts = args.get(i).split("=", 2);
      if (!known.contains(parts[0])) {
        throw new Misuse("%s is not known here.".formatted(parts[0]));
      }
      if (parts.length < 2 && i + 1 == args.size()) {
        throw new Misuse("%s needs a value.".formatted(parts[0]));
      }
      if (options.put(parts[0], parts.length == 2 ? parts[1] : args.get(++i)) != null) {
        throw new Misuse("%s comes twice.".formatted(parts[0]));
      }
    }
    return options;
  }

  private static String needed(Map<String, String> options, String name) throws Misuse {
    String value = options.get(name);
    if (value == null) {
      throw new Misuse("%s is missing.".formatted(name));
    }
    return value;
  }
}
