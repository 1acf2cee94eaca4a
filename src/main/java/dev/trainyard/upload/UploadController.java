package dev.trainyard.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.catalog.Datasets;
import dev.trainyard.intake.IntakeLimits;
import dev.trainyard.intake.IntakeOptions;
import dev.trainyard.refusal.LineOfText;
import dev.trainyard.refusal.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Own datasets over HTTP. */
@RestController
@RequestMapping("/datasets")
@Tag(name = "Datasets")
class UploadController {
  private static final String PATH = "/datasets/";

  /** Where a table has the labels, as requests name it. */
  enum LabelPlace {
    @JsonProperty("first")
    FIRST(IntakeOptions.LabelColumn.FIRST),
    @JsonProperty("last")
    LAST(IntakeOptions.LabelColumn.LAST);

    private final IntakeOptions.LabelColumn column;

    LabelPlace(IntakeOptions.LabelColumn column) {
      this.column = column;
    }
  }

  private final Uploads uploads;
  private final StoredDatasets stored;
  private final Datasets datasets;

  UploadController(Uploads uploads, StoredDatasets stored, Datasets datasets) {
    this.uploads = uploads;
    this.stored = stored;
    this.datasets = datasets;
  }

  @PostMapping(
      consumes = {
        MediaType.APPLICATION_OCTET_STREAM_VALUE,
        "application/zip",
        "application/x-tar",
        "application/gzip",
        "text/csv"
      },
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Bring a dataset of one's own",
      description =
          "The body is a zip or a tar, also gzipped, with a folder of pictures (PNG, JPEG, WebP, GIF) for each class, in `train` and `test` or not split yet; or a zip or a tar with IDX files as MNIST has them; or a CSV, also gzipped, with a label and pixels in each line. It is checked in full before anything of it is kept, and what is wrong is named.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      description = "Its first bytes say what it is, not its Content-Type")
  @ApiResponse(
      responseCode = "200",
      description = "With dryRun: what would be kept; nothing is",
      content = @Content(schema = @Schema(implementation = NewDataset.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It can be used; the header Location says where it is described",
      headers = @Header(name = "Location", schema = @Schema(type = "string")),
      content = @Content(schema = @Schema(implementation = NewDataset.class)))
  @ApiResponse(responseCode = "408", description = "The upload did not come in time")
  @ApiResponse(
      responseCode = "409",
      description = "There is a dataset of this name, or there are as many as there may be")
  @ApiResponse(responseCode = "413", description = "The upload is too large")
  @ApiResponse(
      responseCode = "415",
      description = "The body is said to be something other than an archive or a table")
  @ApiResponse(
      responseCode = "429",
      description = "Others are being taken in; Retry-After says when to ask again")
  @ApiResponse(
      responseCode = "503",
      description = "There is no room on the service's disk; or: the database cannot be used")
  ResponseEntity<NewDataset> post(
      @RequestBody(required = false) @Nullable InputStreamResource body,
      @RequestParam
          @Parameter(
              description =
                  "What experiments call it: lower-case letters, digits, hyphens and underscores",
              example = "leaves")
          @Pattern(
              regexp = StoredDatasets.NAME,
              message =
                  "must be 1 to 50 lower-case letters, digits, hyphens and underscores, the first a letter or a digit")
          String name,
      @RequestParam(required = false)
          @Parameter(description = "What people call it; the name by default")
          @Size(max = 100)
          @LineOfText
          @Nullable String title,
      @RequestParam(required = false)
          @Parameter(
              description =
                  "With width: the size that pictures are brought to. Without both they must all have one size")
          @Min(1)
          @Max(IntakeLimits.LARGEST_SIDE)
          @Nullable Integer height,
      @RequestParam(required = false)
          @Parameter(description = "With height")
          @Min(1)
          @Max(IntakeLimits.LARGEST_SIDE)
          @Nullable Integer width,
      @RequestParam(required = false)
          @Parameter(
              description = "1 for grey, 3 for colour; by default grey if every image is",
              schema =
                  @Schema(
                      type = "integer",
                      format = "int32",
                      allowableValues = {"1", "3"}))
          @Nullable Integer channels,
      @RequestParam(required = false)
          @Parameter(
              description =
                  "The names of all classes in their order, separated by commas; for IDX files in the order of their numbers",
              schema = @Schema(type = "string", example = "cat,dog"))
          @Size(max = 100_000)
          @Nullable String classes,
      @RequestParam(required = false)
          @Parameter(
              description =
                  "Where a CSV has its labels; by default the column that its first line names label, or else the first")
          @Nullable LabelPlace label,
      @RequestParam(defaultValue = "1")
          @Parameter(
              description =
                  "Splits the images that are not split yet; the same seed splits the same upload in the same way")
          long seed,
      @RequestParam(defaultValue = "0.2")
          @Parameter(
              description = "The part of each class that becomes test images where there are none",
              schema =
                  @Schema(
                      type = "number",
                      format = "double",
                      minimum = "0.01",
                      maximum = "0.9",
                      defaultValue = "0.2"))
          @DecimalMin("0.01")
          @DecimalMax("0.9")
          double testFraction,
      @RequestParam(defaultValue = "false")
          @Parameter(description = "Only check it and say what it would take; nothing is kept")
          boolean dryRun,
      HttpServletRequest http)
      throws IOException {
    if ((height == null) != (width == null)) {
      throw Refusal.invalid(
          height == null ? "height" : "width", "is missing; height and width go together");
    }
    if (channels != null && channels != 1 && channels != 3) {
      throw Refusal.invalid("channels", "must be 1 or 3, not %d".formatted(channels));
    }
    NewDataset dataset =
        uploads.take(
            body == null ? InputStream.nullInputStream() : body.getInputStream(),
            new IntakeOptions(
                name,
                Objects.requireNonNullElse(title, name),
                height,
                width,
                channels,
                classes == null ? List.of() : IntakeOptions.names(classes),
                label == null ? null : label.column,
                seed,
                testFraction),
            dryRun);
    return dryRun
        ? ResponseEntity.ok(dataset)
        : ResponseEntity.created(URI.create(http.getContextPath() + PATH + name)).body(dataset);
  }

  @DeleteMapping("/{name}")
  @Operation(
      summary = "Remove a dataset of one's own",
      description = "Only while no experiment needs it; those of the service itself stay.")
  @ApiResponse(responseCode = "204", description = "It is gone")
  @ApiResponse(
      responseCode = "409",
      description = "Experiments need it, which the detail names, or it is the service's own")
  ResponseEntity<Void> delete(@PathVariable @Parameter(example = "leaves") String name) {
    if (datasets.isBuiltIn(name)) {
      throw Refusal.conflict("%s is a dataset of the service itself, which stays".formatted(name));
    }
    datasets.forget(stored.delete(name));
    return ResponseEntity.noContent().build();
  }
}
