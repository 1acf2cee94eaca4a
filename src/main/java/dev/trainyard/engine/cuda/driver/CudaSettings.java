package dev.trainyard.engine.cuda.driver;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which card, and where what it needs is found.
 *
 * @param libraries folders in which the driver, cuBLAS and NVRTC are looked for first
 * @param device the card's number, from 0
 * @param cache the folder where compiled kernels are kept; null: they are not
 * @param tf32 whether matrix products may round their factors to TF32, 10 bits of mantissa
 */
public record CudaSettings(List<Path> libraries, int device, @Nullable Path cache, boolean tf32) {

  /** The first card, libraries from the usual places, nothing kept, products in 32 bits. */
  public static final CudaSettings DEFAULTS = new CudaSettings(List.of(), 0, null, false);

  public CudaSettings {
    libraries = List.copyOf(libraries);
  }
}
