package dev.trainyard.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt at a trial rests on; attempts at one trial may run on different machines.
 *
 * @param engine the engine that trained
 * @param engineReason why this one
 * @param library whose layers and updates the engine runs, with its version
 * @param blas that multiplies matrices, with its version, and how where there is a choice
 * @param versions of Trainyard and of Java, and the commit that Trainyard was built from
 */
public record Provenance(
    @Schema(example = "fused") String engine,
    String engineReason,
    @Schema(example = "DL4J 1.0.0-M2.1") String library,
    @Schema(example = "OpenBLAS 0.3.19") String blas,
    @Schema(example = "{\"trainyard\":\"0.1.0\",\"commit\":\"d9e809f\",\"java\":\"25\"}")
        Map<String, String> versions,
    DatasetFiles dataset,
    Hardware hardware) {

  /**
   * Where the images came from.
   *
   * @param source what served the files
   * @param sha256 checksums, by file
   */
  public record DatasetFiles(String name, String source, Map<String, String> sha256) {}

  /**
   * What computed; the result does not depend on the threads.
   *
   * @param threads that one trial keeps busy at most
   * @param slots trials that its process runs at once
   * @param card null where the processor alone computes
   */
  public record Hardware(
      @Schema(example = "AMD EPYC") String cpu,
      int cores,
      int threads,
      int slots,
      @Schema(
              description =
                  "The card that the engine computes on, with its architecture and memory; null where it computes on the processor")
          @Nullable String card) {}
}
