package dev.trainyard.engine.cuda.driver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said where there is nothing to be found. */
@NullUnmarked
class LibrariesTest {
  private static final String NO_DRIVER = "libcuda-of-no-machine.so.1";

  @TempDir private Path folder;

  @Test
  void saysThatThereIsNoDriver() {
    Libraries libraries = new Libraries(List.of(folder), List.of(Path.of("/usr")), NO_DRIVER);
    assertThatThrownBy(() -> Card.open(libraries, CudaSettings.DEFAULTS))
        .isInstanceOf(CardUnavailable.class)
        .hasMessage(
            "there is no NVIDIA driver on this machine: %s is neither known to the loader nor in %s, /usr. Install the driver, or where this is a container, give it the card (docker run --gpus all)."
                .formatted(NO_DRIVER, folder));
  }

  @Test
  void namesADriverThatCannotBeLoaded() throws IOException {
    Path file = Files.writeString(folder.resolve(NO_DRIVER), "no library");
    assertThatThrownBy(() -> new Libraries(List.of(folder), List.of(), NO_DRIVER).driver())
        .isInstanceOf(CardUnavailable.class)
        .hasMessageContaining("; %s cannot be loaded. Install".formatted(file));
  }

  @Test
  void namesALibraryThatCannotBeLoadedAndWhatItNeeds() throws IOException {
    Path needed = Files.writeString(folder.resolve("libcublasLt.so.12"), "no library");
    Path file = Files.writeString(folder.resolve("libcublas.so.12"), "no library");
    assertThatThrownBy(() -> new Libraries(List.of(folder), List.of(), NO_DRIVER).cublas(12))
        .isInstanceOf(CardUnavailable.class)
        .hasMessage(
            "cuBLAS is missing: there is no libcublas.so.12 that can be used in %s; %s, %s cannot be loaded. Install it, with Python for example (pip install nvidia-cublas-cu12), and name the folder in the settings where it is not one of these."
                .formatted(folder, needed, file));
  }

  @Test
  void looksInTheUsualPlacesOfThisMachine() {
    assumeThat(Path.of("/proc/driver/nvidia")).doesNotExist();
    assumeThat(Path.of("/usr/lib/wsl/lib/libcuda.so.1")).doesNotExist();
    assertThatThrownBy(() -> Card.open(CudaSettings.DEFAULTS))
        .isInstanceOf(CardUnavailable.class)
        .hasMessageMatching(
            "there is no NVIDIA driver on this machine: .*/usr.*|there is an NVIDIA driver but no"
                + " card .*|the NVIDIA driver does not start.*");
  }
}
