package dev.trainyard.engine.cuda.driver;

import java.util.Set;

/** A function of the driver, of cuBLAS or of NVRTC has returned an error. */
public final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int CUDA_ERROR_OUT_OF_MEMORY = 2;
  private static final int CUBLAS_STATUS_NOT_INITIALIZED = 1;
  private static final int CUBLAS_STATUS_ALLOC_FAILED = 3;

  /**
   * CUDA_ERROR_ DEVICE_UNAVAILABLE, ECC_UNCORRECTABLE, NVLINK_UNCORRECTABLE, CONTAINED;
   * ILLEGAL_ADDRESS, LAUNCH_TIMEOUT, CONTEXT_IS_DESTROYED, ASSERT; from HARDWARE_STACK_ERROR to
   * LAUNCH_FAILED, TENSOR_MEMORY_LEAK; MPS_RPC_FAILURE, MPS_CLIENT_TERMINATED; UNKNOWN.
   */
  private static final Set<Integer> STICKY =
      Set.of(
          46, 214, 220, 226, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 721, 806, 810, 999);

  private final String function;
  private final int code;
  private final String name;

  CudaException(String function, int code, String name) {
    this(function, code, name, "");
  }

  CudaException(String function, int code, String name, String log) {
    super("%s returned %d, %s%s".formatted(function, code, name, log.isEmpty() ? "" : ":\n" + log));
    this.function = function;
    this.code = code;
    this.name = name;
  }

  /** The C function that failed, such as {@code cuMemAlloc_v2}. */
  public String function() {
    return function;
  }

  /** What it returned; the driver, cuBLAS and NVRTC count their errors each for itself. */
  public int code() {
    return code;
  }

  /** The name of the error, such as {@code CUDA_ERROR_OUT_OF_MEMORY}. */
  public String name() {
    return name;
  }

  /** Whether the card has too little memory left. */
  public boolean isOutOfMemory() {
    if (ofDriver()) {
      return code == CUDA_ERROR_OUT_OF_MEMORY;
    }
    // Of the two, a cuBLAS that finds no memory for itself says the first.
    return function.equals("cublasCreate_v2")
        ? code == CUBLAS_STATUS_NOT_INITIALIZED || code == CUBLAS_STATUS_ALLOC_FAILED
        : function.startsWith("cublas") && code == CUBLAS_STATUS_ALLOC_FAILED;
  }

  /** Whether nothing more can be done on the card by this process. */
  public boolean isLost() {
    return ofDriver() && STICKY.contains(code);
  }

  private boolean ofDriver() {
    return function.startsWith("cu") && !function.startsWith("cublas");
  }
}
