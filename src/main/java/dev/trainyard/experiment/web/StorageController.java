package dev.trainyard.experiment.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows over HTTP what the service takes up on disk. */
@RestController
@Tag(name = "Storage", description = "Room on disk")
class StorageController {
  private final StorageReader reader;

  StorageController(StorageReader reader) {
    this.reader = reader;
  }

  @GetMapping("/storage")
  @Operation(
      summary = "Show what the service takes up on disk",
      description =
          "A completed trial keeps its parameters, every other one what it needs to go on. Deleting an experiment removes all of it.")
  Storage storage() {
    return reader.read();
  }
}
