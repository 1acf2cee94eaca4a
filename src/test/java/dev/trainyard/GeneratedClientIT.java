package dev.trainyard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client made of the OpenAPI document can do what the pages say. */
@NullUnmarked
class GeneratedClientIT extends ApiDocument {
  private static final JsonMapper JSON = new JsonMapper();

  /** How the client calls what a page calls by its path. */
  private enum Resource {
    EXPERIMENTS("/experiments", "ExperimentsApi", "Experiments", "ExperimentRequest"),
    STUDIES("/studies", "StudiesApi", "Studies", "StudyRequest");

    private final String path;
    private final String api;
    private final String operations;
    private final String request;

    Resource(String path, String api, String operations, String request) {
      this.path = path;
      this.api = api;
      this.operations = operations;
      this.request = request;
    }

    static Optional<Resource> at(String path) {
      return Stream.of(values()).filter(resource -> resource.path.equals(path)).findFirst();
    }
  }

  @TempDir static Path directory;

  @LocalServerPort int port;

  private GeneratedClient client;
  private Object transport;
  private ObjectMapper mapper;

  @Test
  void postsEveryRequestOfThePagesAndReadsWhatBecomesOfIt() throws Exception {
    client = GeneratedClient.of(document().toString(), directory);
    transport = client.load("ApiClient").getConstructor().newInstance();
    call(transport, "updateBaseUri", "http://127.0.0.1:" + port);
    mapper = (ObjectMapper) call(transport, "getObjectMapper");
    bringLeaves();

    Set<PageRequest> tried = new HashSet<>();
    for (PageRequest request : PageRequest.all()) {
      Optional<Resource> resource = Resource.at(request.path());
      if (resource.isPresent()) {
        assertUnderstoodAlike(request, resource.get());
        tried.add(request);
      }
    }
    assertThat(tried).containsAll(PageRequest.ofReadme());
  }

  /** The dataset of one's own that the pages speak of: noise in two classes, as a table. */
  private void bringLeaves() {
    SplittableRandom random = new SplittableRandom(1);
    String table =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? "oak" : "elm")
                        + random
                            .ints(28 * 28, 0, 256)
                            .mapToObj(value -> "," + value)
                            .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    assertThat(
            new ServiceClient(port)
                .upload("/datasets?name=leaves", table.getBytes(UTF_8), "text/csv")
                .getStatusCode()
                .value())
        .isEqualTo(201);
  }

  /** What the client posts is what the page shows, and what it reads is what the service says. */
  private void assertUnderstoodAlike(PageRequest request, Resource resource) throws Exception {
    Object api =
        client
            .load("api." + resource.api)
            .getConstructor(transport.getClass())
            .newInstance(transport);
    Object body = mapper.readValue(request.body(), client.load("model." + resource.request));
    assertAlike(request, written(body), JSON.readTree(request.body()));

    call(api, "post" + resource.operations, body, null, null);

    long id = body(resource.path + "?size=1").at("/items/0/id").asLong();
    JsonNode byClient = written(call(api, "get" + resource.operations + "Id", id));
    JsonNode byHand = body(resource.path + "/" + id);
    for (String what : List.of("name", "spec", "template")) {
      assertAlike(request, byClient.path(what), byHand.path(what));
    }
  }

  private JsonNode written(Object model) throws IOException {
    return JSON.readTree(mapper.writeValueAsString(model));
  }

  private static void assertAlike(PageRequest request, JsonNode byClient, JsonNode byHand) {
    assertThat(holds(byClient, byHand))
        .as("%s: %s instead of %s", request, byClient, byHand)
        .isTrue();
  }

  /**
   * Whether one has all that the other has. The client adds defaults, leaves out what is null and
   * writes 1 as 1.0 where the field is a double.
   */
  private static boolean holds(JsonNode one, JsonNode other) {
    if (other.isNull() || other.isMissingNode()) {
      return one.isNull() || one.isMissingNode();
    }
    if (other.isNumber()) {
      return one.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (other.isObject()) {
      return other.properties().stream()
          .allMatch(field -> holds(one.path(field.getKey()), field.getValue()));
    }
    if (other.isArray()) {
      return one.size() == other.size()
          && IntStream.range(0, other.size()).allMatch(i -> holds(one.path(i), other.path(i)));
    }
    return one.equals(other);
  }

  /** Calls the method with this name and so many parameters. */
  private static Object call(Object target, String name, Object... arguments) throws Exception {
    Method method =
        Stream.of(target.getClass().getMethods())
            .filter(one -> one.getName().equals(name))
            .filter(one -> one.getParameterCount() == arguments.length)
            .findFirst()
            .orElseThrow(() -> new AssertionError("the client has no " + name));
    return method.invoke(target, arguments);
  }
}
