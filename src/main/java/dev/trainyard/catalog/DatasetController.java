package dev.trainyard.catalog;

import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.dataset.ImageDataset;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.training.Augmentation;
import dev.trainyard.web.PictureQueue;
import dev.trainyard.web.RequestBinder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Datasets over HTTP. */
@RestController
@RequestMapping("/datasets")
@Tag(name = "Datasets", description = "What networks are trained on")
class DatasetController {
  private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;
  private static final String NO_SOURCE =
      "The dataset cannot be fetched; the detail names each source with its reason";

  private final Datasets datasets;
  private final PictureQueue pictures;
  private final RequestBinder binder;

  /**
   * To count takes a while, and nothing of it changes. It may go when memory is scarce: nobody says
   * here which datasets have been deleted.
   */
  private final Map<DatasetFacts, DatasetDetails> details = new ConcurrentReferenceHashMap<>();

  DatasetController(Datasets datasets, PictureQueue pictures, RequestBinder binder) {
    this.datasets = datasets;
    this.pictures = pictures;
    this.binder = binder;
  }

  /**
   * Asks for augmented training images.
   *
   * @param augmentation any part of it; the rest changes nothing
   */
  record AugmentationRequest(
      @Schema(
              implementation = Augmentation.class,
              requiredMode = Schema.RequiredMode.NOT_REQUIRED,
              description = "As in a training; what is left out changes nothing")
          @Nullable ObjectNode augmentation,
      @Schema(description = "Of the training; the default is 1", example = "1")
          @Nullable Long seed) {}

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "List the datasets", description = "Answers at once; nothing is fetched.")
  List<DatasetOverview> list() {
    return datasets.all().stream().map(DatasetOverview::of).toList();
  }

  @GetMapping(path = "/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Show a dataset: counts, class balance, duplicates, files and preprocessing",
      description =
          "The class balance is counted in the images themselves, so the first call fetches the dataset, which may take a minute; it is kept from then on.")
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "503",
      description = NO_SOURCE,
      content = @Content(mediaType = PROBLEM, schema = @Schema(ref = "Problem")))
  DatasetDetails get(@PathVariable @Parameter(example = "mnist") String name)
      throws InterruptedException {
    ImageDataset dataset = fetched(name);
    return details.computeIfAbsent(dataset.facts(), _ -> DatasetDetails.of(dataset));
  }

  @GetMapping(path = "/{name}/samples.png", produces = MediaType.IMAGE_PNG_VALUE)
  @Operation(
      summary = "Draw a sheet of labelled examples",
      description =
          "A row for each class, of the first 40 at most, with images from the whole length of the split. The same call gives the same picture. The first call fetches the dataset.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.IMAGE_PNG_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "503",
      description = NO_SOURCE + "; or: " + PictureQueue.TOO_LATE,
      content = @Content(mediaType = PROBLEM, schema = @Schema(ref = "Problem")))
  byte[] samples(
      @PathVariable @Parameter(example = "mnist") String name,
      @RequestParam(defaultValue = "train")
          @Parameter(
              description = "The split to take the images from",
              schema =
                  @Schema(
                      allowableValues = {"train", "test"},
                      defaultValue = "train"))
          SplitName split)
      throws InterruptedException {
    ImageDataset dataset = fetched(name);
    return pictures.draw(() -> new SampleSheet(dataset, split).png());
  }

  @PostMapping(path = "/{name}/samples.png", produces = MediaType.IMAGE_PNG_VALUE)
  @Operation(
      summary = "Draw training images as an augmentation changes them",
      description =
          """
          A row for each of the first ten classes: a training image, and what it becomes in epochs 1 to \
          10 of a training with this augmentation and seed, the very images that the network would \
          see if none were held out. `augmentation` is that of a training; what is left out of it \
          changes nothing. The same call gives the same picture. The first call fetches the dataset.""")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              examples =
                  @ExampleObject(
                      name = "shifted, turned and bent",
                      value =
                          "{\"augmentation\": {\"shift\": 2, \"rotation\": 10, \"elastic\": {\"alpha\": 34}}}")))
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.IMAGE_PNG_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "503",
      description = NO_SOURCE + "; or: " + PictureQueue.TOO_LATE,
      content = @Content(mediaType = PROBLEM, schema = @Schema(ref = "Problem")))
  byte[] augmentedSamples(
      @PathVariable @Parameter(example = "mnist") String name,
      @RequestBody AugmentationRequest asked)
      throws InterruptedException {
    Augmentation augmentation = augmentation(asked);
    long seed = Objects.requireNonNullElse(asked.seed(), Presets.DEFAULT_TRAINING.seed());
    ImageDataset dataset = fetched(name);
    return pictures.draw(() -> new AugmentedSheet(dataset, augmentation, seed).png());
  }

  private Augmentation augmentation(AugmentationRequest asked) {
    ObjectNode whole = JsonMapper.shared().valueToTree(Augmentation.NONE);
    if (asked.augmentation() != null) {
      RequestBinder.merge(whole, asked.augmentation());
    }
    return binder.bind(whole, Augmentation.class, "augmentation");
  }

  private ImageDataset fetched(String name) throws InterruptedException {
    try {
      return datasets.get(name);
    } catch (UnknownName e) {
      throw Refusal.unknown(String.valueOf(e.getMessage()));
    }
  }
}
