package dev.trainyard.web;

import dev.trainyard.refusal.WrongField;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Swagger UI says of the service as a whole, and the errors of every operation. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String SCHEMA = "Problem";

  /** What a user comes for first stands first; tags that are not named here follow. */
  private static final List<String> TAGS =
      List.of(
          "Experiments", "Results", "Studies", "Networks", "Datasets", "Verification", "Storage");

  /**
   * An error as RFC 9457 has it.
   *
   * @param title the status in words
   * @param detail what is wrong, in a sentence
   * @param instance the path that was asked
   * @param errors on 400: what is wrong with each field
   */
  record ProblemSchema(
      String title, int status, String detail, String instance, List<WrongField> errors) {}

  @Bean
  OpenAPI openApi(@Value("${trainyard.version}") String version) {
    return new OpenAPI()
        .info(
            new Info()
                .title("Trainyard")
                .version(version)
                .description(
                    "A training service for neural networks. Post an experiment, and its trials are queued, trained and recorded epoch by epoch. Curves, sweeps and every number come back as JSON, CSV, PNG and SVG, while they come about and after."));
  }

  @Bean
  @SuppressWarnings("rawtypes") // as the library has it
  OpenApiCustomizer problems() {
    return api -> {
      Map<String, Schema> schemas = ModelConverters.getInstance(true).readAll(ProblemSchema.class);
      schemas.forEach(
          (name, schema) ->
              api.getComponents().addSchemas(name.equals("ProblemSchema") ? SCHEMA : name, schema));
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperations().forEach(operation -> addProblems(path, operation)));
    };
  }

  @Bean
  OpenApiCustomizer orderOfTags() {
    return api -> api.getTags().sort(Comparator.comparingInt(OpenApiConfiguration::place));
  }

  private static int place(Tag tag) {
    int place = TAGS.indexOf(tag.getName());
    return place < 0 ? TAGS.size() : place;
  }

  private static void addProblems(String path, Operation operation) {
    if (operation.getRequestBody() != null || operation.getParameters() != null) {
      add(operation, "400", "A field or a parameter is wrong; errors names each");
    }
    if (path.contains("{")) {
      add(operation, "404", "There is none of this name or number");
    }
    if (operation.getRequestBody() != null) {
      add(operation, "415", "The body is not JSON");
    }
    add(operation, "500", "Something went wrong inside; the log has the incident's number");
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(problem());
              }
            });
  }

  private static void add(Operation operation, String status, @Nullable String description) {
    operation.getResponses().putIfAbsent(status, new ApiResponse().description(description));
  }

  private static Content problem() {
    Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + SCHEMA);
    return new Content()
        .addMediaType("application/problem+json", new MediaType().schema(reference));
  }
}
