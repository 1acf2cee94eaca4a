package dev.trainyard.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.refusal.WrongField;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Says in the OpenAPI document how every operation can fail. */
@Component
class OpenApiProblems implements OpenApiCustomizer {
  private static final String SCHEMA = "Problem";

  /** What is answered without the database. */
  private static final Set<String> WITHOUT_DATABASE =
      Set.of("/networks", "/networks/{name}", "/engines");

  private static final String OUTAGE = "The database cannot be used at present";

  /**
   * An error as RFC 9457 has it.
   *
   * @param title the status in words
   * @param detail what is wrong, in a sentence
   * @param instance the path that was asked
   * @param errors on 400: what is wrong with each field
   * @param incident on 500: its number in the log
   */
  @Schema(name = SCHEMA)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProblemSchema(
      String title,
      int status,
      @Schema(description = "What is wrong, in a sentence") String detail,
      @Schema(description = "The path that was asked") @Nullable String instance,
      @Schema(description = "On 400: what is wrong with each field")
          @Nullable List<WrongField> errors,
      @Schema(description = "On 500: its number in the log") @Nullable UUID incident) {}

  @Override
  public void customise(OpenAPI api) {
    ModelConverters.getInstance(true)
        .readAll(ProblemSchema.class)
        .forEach(api.getComponents()::addSchemas);
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperations().forEach(operation -> addProblems(path, operation)));
  }

  /** Of one experiment or of one study, which may have been stored by another version. */
  private static final Pattern OF_EXPERIMENTS = Pattern.compile("/(experiments|studies)/\\{");

  /** What can come to any call of its kind; what belongs to one alone stands at its method. */
  private static void addProblems(String path, Operation operation) {
    add(operation, "400", "A field or a parameter is wrong; errors names each");
    add(operation, "401", "A key is needed, or this one is not known");
    add(operation, "403", "The key has only the role read, or another site's page has asked");
    if (path.contains("{")) {
      add(operation, "404", "There is none of this name or number");
    }
    if (OF_EXPERIMENTS.matcher(path).lookingAt()) {
      add(
          operation,
          "409",
          "Its state does not allow this, or what is stored of it cannot be read, so that it can only be listed and deleted: the detail says which");
    }
    if (operation.getResponses().values().stream()
        .anyMatch(answer -> answer.getContent() != null)) {
      add(operation, "406", "It does not come in a format that the header Accept names");
    }
    if (operation.getRequestBody() != null) {
      add(operation, "408", "The body did not come in time");
      add(operation, "413", "The body is too large, or its lists and objects are too deep");
      add(operation, "415", "The body is not JSON");
    }
    if (operation.getResponses().containsKey("202")) {
      add(operation, "429", "There is no room in the queue; Retry-After says when to ask again");
    }
    add(operation, "500", "Something went wrong inside; the log has the incident's number");
    if (!WITHOUT_DATABASE.contains(path)) {
      operation
          .getResponses()
          .merge(
              "503",
              new ApiResponse().description(OUTAGE),
              (own, outage) -> own.description(own.getDescription() + "; or: " + OUTAGE));
    }
    ApiResponses inOrder = new ApiResponses();
    new TreeMap<>(operation.getResponses())
        .forEach(
            (status, response) -> {
              if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problem());
              }
              inOrder.addApiResponse(status, response);
            });
    operation.setResponses(inOrder);
  }

  private static void add(Operation operation, String status, @Nullable String description) {
    operation.getResponses().putIfAbsent(status, new ApiResponse().description(description));
  }

  private static Content problem() {
    var reference = new JsonSchema().$ref("#/components/schemas/" + SCHEMA);
    return new Content()
        .addMediaType("application/problem+json", new MediaType().schema(reference));
  }
}
