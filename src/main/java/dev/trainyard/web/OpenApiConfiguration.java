package dev.trainyard.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** What Swagger UI says of the service as a whole, and of every operation alike. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  /** What a user comes for first stands first; tags that are not named here follow. */
  private static final List<String> TAGS =
      List.of(
          "Experiments", "Results", "Studies", "Networks", "Datasets", "Verification", "Storage");

  private static final String KEY = "key";

  @Bean
  OpenAPI openApi(@Value("${trainyard.version}") String version) {
    return new OpenAPI()
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                            "An API key of this service, as in `ty_…`. Needed only where there are keys.")))
        .addSecurityItem(new SecurityRequirement())
        .addSecurityItem(new SecurityRequirement().addList(KEY))
        .info(
            new Info()
                .title("Trainyard")
                .version(version)
                .description(
                    "A training service for neural networks. Post an experiment, and its trials are queued, trained and recorded epoch by epoch. Curves, sweeps and every number come back as JSON, CSV, PNG and SVG, while they come about and after."));
  }

  /**
   * Where there are several kinds of success, generated clients read each of them as the first: its
   * schema says that it may be any.
   */
  @Bean
  OpenApiCustomizer severalSuccesses() {
    return api ->
        api.getPaths().values().stream()
            .flatMap(item -> item.readOperations().stream())
            .map(OpenApiConfiguration::successes)
            .filter(successes -> schemas(successes).size() > 1)
            .forEach(
                successes -> {
                  JsonSchema any = new JsonSchema();
                  schemas(successes).forEach(any::addOneOfItem);
                  successes.getFirst().setSchema(any);
                });
  }

  private static List<MediaType> successes(Operation operation) {
    return operation.getResponses().entrySet().stream()
        .filter(answer -> answer.getKey().startsWith("2"))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(answer -> Stream.ofNullable(answer.getValue().getContent()))
        .flatMap(content -> Stream.ofNullable(content.get("application/json")))
        .toList();
  }

  private static List<Schema<?>> schemas(List<MediaType> successes) {
    return successes.stream().<Schema<?>>map(MediaType::getSchema).distinct().toList();
  }

  /** By method and path: another controller's methods of the same names change nothing. */
  @Bean
  OpenApiCustomizer namesOfOperations() {
    return api ->
        api.getPaths()
            .forEach(
                (path, item) ->
                    item.readOperationsMap()
                        .forEach(
                            (method, operation) ->
                                operation.setOperationId(operationId(method.name(), path))));
  }

  /** Such as {@code getExperimentsIdCurves} for {@code GET /experiments/{id}/curves}. */
  private static String operationId(String method, String path) {
    return Stream.of(path.split("\\W+"))
        .map(StringUtils::capitalize)
        .collect(Collectors.joining("", method.toLowerCase(Locale.ROOT), ""));
  }

  @Bean
  OpenApiCustomizer orderOfTags() {
    return api -> api.getTags().sort(Comparator.comparingInt(OpenApiConfiguration::place));
  }

  private static int place(Tag tag) {
    int place = TAGS.indexOf(tag.getName());
    return place < 0 ? TAGS.size() : place;
  }
}
