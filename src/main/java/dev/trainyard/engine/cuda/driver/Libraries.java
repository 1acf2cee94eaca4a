package dev.trainyard.engine.cuda.driver;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the driver, cuBLAS and NVRTC. Of a folder, it looks into the folder itself, its {@code lib}
 * and {@code lib64}, and into NVIDIA's Python wheels, which are {@code nvidia/…/lib} below it or
 * below its Python's packages.
 */
final class Libraries {
  /** The oldest CUDA that this is for. */
  static final int OLDEST = 12;

  private static final int NEWEST = 13;

  private final List<Path> given;
  private final List<Path> usual;
  private final String driver;
  private final Set<Path> unloadable = new LinkedHashSet<>();

  /**
   * @param given folders of the settings, which come first
   * @param usual folders of the system
   * @param driver the file name of the driver's library
   */
  Libraries(List<Path> given, List<Path> usual, String driver) {
    this.given = given;
    this.usual = usual;
    this.driver = driver;
  }

  static Libraries of(CudaSettings settings) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new CardUnavailable("it runs on Linux only.");
    }
    return new Libraries(settings.libraries(), usual(), "libcuda.so.1");
  }

  private static List<Path> usual() {
    Stream<String> environment =
        Stream.of("LD_LIBRARY_PATH", "VIRTUAL_ENV", "CONDA_PREFIX")
            .map(System::getenv)
            .filter(Objects::nonNull)
            .flatMap(value -> Arrays.stream(value.split(":", -1)))
            .filter(folder -> !folder.isBlank());
    Stream<String> toolkits =
        Stream.concat(
            Stream.of("/usr/local/cuda"),
            below(Path.of("/usr/local"), "cuda-*").stream().map(Path::toString));
    Stream<String> system =
        Stream.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib/wsl",
            "/usr/local/nvidia",
            System.getProperty("user.home") + "/.local",
            "/usr/local",
            "/usr");
    return Stream.of(environment, toolkits, system)
        .flatMap(folders -> folders)
        .map(Path::of)
        .filter(Files::isDirectory)
        .toList();
  }

  /** The driver's library: that of a given folder, or else the one that the loader knows. */
  Library driver() {
    return open(driver, given)
        .or(this::driverOfTheLoader)
        .or(() -> open(driver, usual))
        .map(symbols -> new Library("the NVIDIA driver", symbols))
        .orElseThrow(
            () ->
                new CardUnavailable(
                    ("there is no NVIDIA driver on this machine: %s is neither known to the loader"
                            + " nor in %s%s. Install the driver, or where this is a container, give"
                            + " it the card (docker run --gpus all).")
                        .formatted(driver, places(), unloadable())));
  }

  private Optional<SymbolLookup> driverOfTheLoader() {
    try {
      return Optional.of(SymbolLookup.libraryLookup(driver, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * @param cuda the newest CUDA that the driver supports
   */
  Library cublas(int cuda) {
    return find("cuBLAS", "libcublas.so.", "libcublasLt.so.%d", "nvidia-cublas", cuda);
  }

  /**
   * @param cuda the newest CUDA that the driver supports
   */
  Library nvrtc(int cuda) {
    return find("NVRTC", "libnvrtc.so.", "libnvrtc-builtins.so.%d.*", "nvidia-cuda-nvrtc", cuda);
  }

  private Library find(String title, String file, String needs, String wheel, int cuda) {
    List<Integer> versions =
        IntStream.iterate(NEWEST, version -> version >= OLDEST, version -> version - 1)
            .boxed()
            .toList();
    for (int version : versions) {
      Optional<SymbolLookup> symbols =
          version > cuda
              ? Optional.empty()
              : open(file + version, given, needs.formatted(version))
                  .or(() -> open(file + version, usual, needs.formatted(version)));
      if (symbols.isPresent()) {
        return new Library(title, symbols.get());
      }
    }
    String files =
        versions.stream()
            .filter(version -> version <= cuda)
            .map(version -> file + version)
            .collect(Collectors.joining(" or "));
    throw new CardUnavailable(
        ("%s is missing: there is no %s that can be used in %s%s. Install it, with Python for"
                + " example (pip install %s%s), and name the folder in the settings where it is not"
                + " one of these.")
            .formatted(
                title, files, places(), unloadable(), wheel, cuda >= NEWEST ? "" : "-cu" + cuda));
  }

  /** Opens the first {@code file} that can be opened, after what it needs from the same folder. */
  private Optional<SymbolLookup> open(String file, List<Path> folders, String... needs) {
    for (Path folder : folders.stream().flatMap(Libraries::within).toList()) {
      Path path = folder.resolve(file);
      if (Files.isRegularFile(path)) {
        Arrays.stream(needs).flatMap(need -> below(folder, need).stream()).forEach(this::open);
        Optional<SymbolLookup> symbols = open(path);
        if (symbols.isPresent()) {
          return symbols;
        }
      }
    }
    return Optional.empty();
  }

  /** The loader finds what it has opened by its full path by its name alone from then on. */
  private Optional<SymbolLookup> open(Path path) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(path, Arena.global()));
    } catch (IllegalArgumentException e) {
      unloadable.add(path);
      return Optional.empty();
    }
  }

  private static Stream<Path> within(Path folder) {
    Path lib = folder.resolve("lib");
    List<Path> packages = new ArrayList<>(List.of(folder));
    for (Path python : below(lib, "python3*")) {
      packages.add(python.resolve("site-packages"));
      packages.add(python.resolve("dist-packages"));
    }
    return Stream.concat(
        Stream.of(folder, lib, folder.resolve("lib64")),
        packages.stream()
            .flatMap(root -> below(root.resolve("nvidia"), "*").stream())
            .map(wheel -> wheel.resolve("lib")));
  }

  /** What is directly in {@code folder} and matches, the newest version first. */
  private static List<Path> below(Path folder, String pattern) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      List<Path> paths = new ArrayList<>();
      found.forEach(paths::add);
      paths.sort(Comparator.<Path>naturalOrder().reversed());
      return paths;
    } catch (IOException e) {
      return List.of();
    }
  }

  private String places() {
    return list(Stream.concat(given.stream(), usual.stream()).distinct().toList());
  }

  private String unloadable() {
    return unloadable.isEmpty() ? "" : "; " + list(unloadable) + " cannot be loaded";
  }

  private static String list(Collection<Path> paths) {
    return paths.isEmpty()
        ? "any folder"
        : paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
