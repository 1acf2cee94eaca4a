package dev.trainyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.trainyard.dataset.DatasetStore;
import dev.trainyard.dataset.DirectorySource;
import dev.trainyard.dataset.TestMnist;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.cuda.CudaEngine;
import dev.trainyard.engine.cuda.driver.CudaSettings;
import dev.trainyard.engine.registry.TrainingEngines;
import dev.trainyard.web.PictureQueue;
import dev.trainyard.web.SliceContract;
import dev.trainyard.web.StrictJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(controllers = {DatasetController.class, NetworkController.class})
@Import({SliceContract.class, StrictJson.class, CatalogWebTest.Parts.class})
class CatalogWebTest {
  @TempDir static Path temp;
  @Autowired MockMvcTester mvc;

  @TestConfiguration
  static class Parts {
    @Bean
    PictureQueue pictureQueue() {
      return new PictureQueue(1, Duration.ofSeconds(30), 16_000_000);
    }

    @Bean
    Engines engines() {
      return new Engines(TrainingEngines.all(new CudaEngine(CudaSettings.DEFAULTS)));
    }

    @Bean
    Datasets datasets() {
      return new Datasets(
          new DatasetStore(temp, List.of(new DirectorySource(TestMnist.directory()))));
    }
  }

  @Test
  void describesMnistAsItIs() {
    String mnist = text(get("/datasets/mnist"), 200);

    assertThat(mnist).contains("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    assertThat(JsonPath.<Integer>read(mnist, "$.train.count")).isEqualTo(60_000);
    assertThat(JsonPath.<List<Integer>>read(mnist, "$.train.classBalance[*].count"))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(JsonPath.<List<Integer>>read(mnist, "$.test.classBalance[*].count"))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    assertThat(JsonPath.<String>read(mnist, "$.source")).startsWith("directory");
    assertThat(JsonPath.<List<String>>read(mnist, "$.preprocessing[*].why"))
        .hasSizeGreaterThan(5)
        .noneMatch(String::isBlank);
  }

  @Test
  void listsDatasetsAndPresets() {
    assertThat(JsonPath.<List<String>>read(text(get("/datasets"), 200), "$[*].name"))
        .containsExactly("mnist", "fashion-mnist", "mnist-permuted");
    assertThat(JsonPath.<List<String>>read(text(get("/networks"), 200), "$[*].name"))
        .containsExactly(
            "baseline",
            "hinton-500-300",
            "hinton-500-300-tuned",
            "hinton-500-300-dropout",
            "lenet",
            "cnn-fast",
            "cnn-accurate");
    assertThat(JsonPath.<List<List<String>>>read(text(get("/networks"), 200), "$[*].engines"))
        .containsOnly(List.of("fused", "dl4j"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?split=test"})
  void drawsTheSameSheetEachTime(String query) throws IOException {
    byte[] first = png("/datasets/mnist/samples.png" + query);
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(first));

    assertThat(sheet.getWidth()).isGreaterThan(800);
    assertThat(sheet.getHeight()).isGreaterThan(500);
    assertThat(png("/datasets/mnist/samples.png" + query)).isEqualTo(first);
  }

  @Test
  void drawsWhatAnAugmentationMakesOfTrainingImages() throws IOException {
    BufferedImage plain = sheet("{}");
    BufferedImage turned = sheet("{\"augmentation\":{\"rotation\":40,\"elastic\":{\"alpha\":20}}}");
    int tile = 56;
    int top = 48;
    int[] original = tile(plain, 20, top, tile);

    assertThat(Arrays.stream(original).distinct().count()).isGreaterThan(5);
    assertThat(tile(turned, 20, top, tile)).isEqualTo(original);
    for (int column = 1; column <= 10; column++) {
      int left = 38 + column * 62;
      assertThat(tile(plain, left, top, tile)).as("%d", column).isEqualTo(original);
      assertThat(tile(turned, left, top, tile))
          .as("%d", column)
          .isNotEqualTo(original)
          .isNotEqualTo(tile(turned, left - 62, top, tile));
    }
    assertThat(tile(sheet("{\"augmentation\":{\"rotation\":40},\"seed\":2}"), 100, top, tile))
        .isNotEqualTo(tile(sheet("{\"augmentation\":{\"rotation\":40}}"), 100, top, tile));
  }

  private static int[] tile(BufferedImage sheet, int left, int top, int side) {
    return sheet.getRGB(left, top, side, side, null, 0, side);
  }

  private BufferedImage sheet(String body) throws IOException {
    MvcTestResult answer = augmented("mnist", body);
    assertThat(answer).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
    return ImageIO.read(new ByteArrayInputStream(answer.getResponse().getContentAsByteArray()));
  }

  private MvcTestResult augmented(String dataset, String body) {
    return mvc.post()
        .uri("/datasets/%s/samples.png".formatted(dataset))
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  @Test
  void namesWhatIsWrongWithAnAugmentation() {
    String wrong =
        text(
            augmented(
                "mnist",
                "{\"augmentation\":{\"rotation\":200,\"mirror\":true,\"elastic\":{\"sigma\":0},\"cutout\":1.5}}"),
            400);
    assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field"))
        .containsExactlyInAnyOrder(
            "augmentation.rotation",
            "augmentation.mirror",
            "augmentation.elastic.sigma",
            "augmentation.cutout");
    assertThat(text(augmented("mnist", "{\"augmentation\":{\"elastic\":null}}"), 400))
        .contains("augmentation.elastic");
    assertThat(text(augmented("mnist", "{\"augmentation\":5}"), 400)).contains("augmentation");
    assertThat(detail(augmented("imagenet", "{}"), 404)).contains("known are mnist");
  }

  @Test
  void saysWhichDatasetsAndNetworksThereAre() {
    assertThat(detail(get("/datasets/imagenet"), 404))
        .isEqualTo(
            "there is no dataset 'imagenet'; known are mnist, fashion-mnist, mnist-permuted");
    assertThat(detail(get("/networks/resnet-50"), 404))
        .isEqualTo(
            "there is no network 'resnet-50'; known are baseline, hinton-500-300,"
                + " hinton-500-300-tuned, hinton-500-300-dropout, lenet, cnn-fast, cnn-accurate");
    assertThat(errorOf("{\"network\":\"resnet-50\"}", "network")).contains("known are baseline");
    assertThat(errorOf("{\"network\":\"lenet\",\"dataset\":\"x\"}", "dataset"))
        .contains("known are mnist, fashion-mnist, mnist-permuted");
    assertThat(detail(get("/datasets/mnist/samples.png?split=holdout"), 400)).contains("train");
  }

  @ParameterizedTest
  @CsvSource({
    "baseline, 55050, 128",
    "hinton-500-300, 545810, 128",
    "hinton-500-300-tuned, 545810, 64",
    "hinton-500-300-dropout, 545810, 64",
    "lenet, 431080, 128",
    "cnn-fast, 119386, 48",
    "cnn-accurate, 653514, 128"
  })
  void countsThePresetsParameters(String name, int parameters, int batchSize) {
    String preset = text(get("/networks/" + name), 200);

    assertThat(JsonPath.<Integer>read(preset, "$.summary.parameters")).isEqualTo(parameters);
    assertThat(JsonPath.<Integer>read(preset, "$.training.batchSize")).isEqualTo(batchSize);
    assertThat(text(post("{\"network\":\"" + name + "\"}"), 200))
        .contains("\"parameters\":" + parameters);
  }

  @Test
  void worksOutEveryLayersParameters() {
    assertThat(
            JsonPath.<List<String>>read(
                text(get("/networks/lenet"), 200), "$.summary.layers[*].parametersWorkedOut"))
        .containsExactly(
            "5 × 5 × 1 × 20 + 20 = 520",
            "0",
            "5 × 5 × 20 × 50 + 50 = 25,050",
            "0",
            "0",
            "800 × 500 + 500 = 400,500",
            "500 × 10 + 10 = 5,010");
  }

  @Test
  void tellsTrainableParametersFromRunningAverages() {
    String summary =
        text(
            post(
                """
                {"network":{"layers":[{"type":"conv2d","filters":8,"kernel":3},{"type":"batchNorm"},
                {"type":"activation","activation":"elu"},{"type":"globalAvgPool2d"},
                {"type":"dense","units":10,"activation":"softmax","kernelInitializer":"heNormal"}]}}"""),
            200);

    assertThat(JsonPath.<Integer>read(summary, "$.parameters")).isEqualTo(80 + 16 + 90);
    assertThat(JsonPath.<Integer>read(summary, "$.nonTrainableParameters")).isEqualTo(16);
    assertThat(JsonPath.<List<Integer>>read(summary, "$.layers[*].nonTrainableParameters"))
        .containsExactly(0, 16, 0, 0, 0);
    assertThat(JsonPath.<String>read(summary, "$.layers[1].parametersWorkedOut"))
        .isEqualTo("2 × 8 = 16");
    assertThat(JsonPath.<List<String>>read(summary, "$.engines[*].engine"))
        .containsExactly("fused", "dl4j");
    assertThat(JsonPath.<List<String>>read(summary, "$.engines[*].unsupported")).isEmpty();
  }

  @Test
  void namesAnActivationWhereALayerHasOne() {
    assertThat(
            JsonPath.<List<String>>read(
                text(get("/networks/lenet"), 200), "$.summary.layers[?(@.activation)].type"))
        .containsExactly("conv2d", "conv2d", "dense", "dense");
  }

  @Test
  void saysHowToReadTheLoss() {
    String summary = text(post("{\"network\":\"baseline\"}"), 200);

    assertThat(JsonPath.<String>read(summary, "$.loss.name"))
        .isEqualTo("categorical cross-entropy");
    assertThat(JsonPath.<String>read(summary, "$.loss.reading")).contains("ln 10 = 2.303");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.layers[0] | {'type':'dense','units':10,'activation':'softmax'}",
        "network.layers[0].units | {'type':'dense','units':0,'activation':'softmax'}",
        "network.layers[0] | {'type':'attention'}",
        "network.layers[1].filters | {'type':'flatten'},{'type':'conv2d','filters':1000000000,'kernel':3}",
        "network.layers[1] | {'type':'flatten'},{'type':'dense','units':12,'activation':'softmax'}"
      })
  void namesTheLayerThatIsWrong(String field, String layers) {
    String body = "{'network':{'layers':[%s]}}".formatted(layers).replace('\'', '"');

    assertThat(errorOf(body, field)).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'flatten'},{'type':'globalAvgPool2d'} | globalAvgPool2d | [height, width, channels] | [784]",
        "{'type':'flatten'},{'type':'avgPool2d','size':2} | avgPool2d | [height, width, channels] | [784]",
        "{'type':'batchNorm'},{'type':'conv2d','filters':4,'kernel':29} | conv2d | 29x29 | [28, 28, 1]",
        "{'type':'batchNorm'},{'type':'dense','units':10} | dense | vector | [28, 28, 1]"
      })
  void namesTheLayerThatCannotFollowAndBothShapes(
      String layers, String name, String wanted, String found) {
    String body = "{'network':{'layers':[%s]}}".formatted(layers).replace('\'', '"');

    assertThat(errorOf(body, "network.layers[1]")).contains(name, wanted, found);
  }

  @Test
  void asksForTheNetworkThatIsMissing() {
    assertThat(errorOf("{}", "network")).isNotBlank();
    assertThat(errorOf("{\"network\":{}}", "network.layers")).isNotBlank();
    assertThat(errorOf("{\"network\":5}", "network")).isNotBlank();
    assertThat(errorOf("{\"network\":{\"layer\":[]}}", "network.layer")).contains("layers");
  }

  private MvcTestResult get(String path) {
    return mvc.get().uri(path).exchange();
  }

  private MvcTestResult post(String body) {
    return mvc.post()
        .uri("/networks/summary")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private byte[] png(String path) {
    MvcTestResult answer = get(path);
    assertThat(answer).hasStatusOk().hasContentType(MediaType.IMAGE_PNG);
    return answer.getResponse().getContentAsByteArray();
  }

  private String errorOf(String body, String field) {
    List<String> messages =
        JsonPath.read(
            text(post(body), 400), "$.errors[?(@.field == '%s')].message".formatted(field));
    assertThat(messages).as("%s in %s", field, body).hasSize(1);
    return messages.getFirst();
  }

  private static String detail(MvcTestResult answer, int status) {
    return JsonPath.read(text(answer, status), "$.detail");
  }

  private static String text(MvcTestResult answer, int status) {
    assertThat(answer).hasStatus(status);
    return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
