package dev.trainyard.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.experiment.OnH2;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

@OnH2
@NullUnmarked
class ReportIT extends ReportContract {
  private static final Scenario USUAL = Scenario.usual();

  @Test
  void saysWhetherWeightDecayHelps() {
    assertThat(text(USUAL)).contains("Regularisation helps by 0.82 points", "can be told apart");
    assertThat(text(USUAL.with("plain", 0.9822)))
        .contains(
            "Whether regularisation helps cannot be told", "is +0.01 points", "it may be chance");
    assertThat(text(USUAL.with("plain", 0.9911)))
        .contains("0.88 points worse than the same network without", "regularisation hurts here");
    assertThat(text(USUAL.with("plain", 0.9823)))
        .contains("Whether regularisation helps cannot be told", "is 0.00 points");
  }

  @Test
  void saysWhichFactorsCannotBeToldApart() {
    assertThat(text(USUAL))
        .contains("The best factor is **0.00001**", "from 0.000001, 0.0001, 0.0003;")
        .contains("The largest factor, 0.001, is the worst: 95.33 %");
    assertThat(text(USUAL.with("weight-decay", 0.95, 0.951, 0.952, 0.953, 0.98)))
        .contains("The best factor is **0.001**", "All other factors are worse");
    assertThat(text(USUAL.with("weight-decay", 0.98, 0.98, 0.98, 0.98, 0.98)))
        .contains("None of the other factors can be told apart from it");
  }

  @Test
  void saysHowFarItIsFromThePublishedFigure() {
    assertThat(text(USUAL))
        .contains("**0.23 points below** Hinton's", "**1.3 standard errors**", "one and two");
    assertThat(text(USUAL.with("weight-decay", 0.98, 0.9701, 0.97, 0.97, 0.96)))
        .contains("more than two standard errors: the result is not reached");
    assertThat(text(USUAL.with("weight-decay", 0.98, 0.9901, 0.97, 0.97, 0.96)))
        .contains("points above** Hinton's", "The result is reached, and passed");
  }

  @Test
  void saysWhatExplainsADifference() {
    assertThat(text(USUAL))
        .contains("is that of the kind of hidden units: -0.90 points with tanh instead of relu")
        .contains(
            "effect: learning rate and schedule (+0.68), schedule and batch size together (+0.64).")
        .contains("The best fully connected network of the study is `schedule`");
    Scenario flat = USUAL;
    for (String key :
        List.of(
            "schedule", "batch-size", "momentum", "epochs", "units", "initialisation", "tuned")) {
      flat = flat.with(key, 0.9825);
    }
    assertThat(text(flat)).contains("None of the changes can be told apart from no effect");
  }

  @Test
  void saysWhetherTheConvolutionalNetworkReachesWhatWasAskedFor() {
    assertThat(text(USUAL)).contains("**That is the 99 % that was asked for**");
    assertThat(text(USUAL.with("convolutional", 0.9844)))
        .contains("are not reached with these 2 epochs; 0.55 points are missing");
  }

  @Test
  void saysWhatEachChangeOfTheConvolutionalNetworkIsWorth() {
    assertThat(text(USUAL.with("no-dropout", 0.9801).with("one-convolution", 0.9801)))
        .contains("Dropout helps here.", "is worth more here than the larger dense layer");
    assertThat(text(USUAL.with("convolutional", 0.9801)))
        .contains("Dropout hurts here.", "The second convolution with its pooling does harm here.");
    assertThat(text(USUAL.with("no-dropout", 0.9934).with("one-convolution", 0.9934)))
        .contains("Whether dropout pays off cannot be told", "cannot be shown by these runs");
  }

  @Test
  void saysWhichNetworkIsMoreRobust() {
    assertThat(text(USUAL)).contains("is the more robust one at every shift: at 4 pixels");
    assertThat(text(USUAL.withShifts(0.05, 0.15))).contains("is not more robust at any shift");
  }

  @Test
  void saysWhichExperimentsAreMissing() {
    jdbc.sql(
            """
            update trial set status = 'RUNNING' where number = 2 and experiment_id in
              (select experiment_id from study_experiment
               where study_id = ? and key_text in ('convolutional', 'weight-decay'))
            """)
        .param(study)
        .update();

    String text = text();

    assertThat(text).contains("**This report is not complete yet.**").doesNotContain("In short");
    assertThat(section(text, "### With weight decay"))
        .contains("> 9 of 10 trials of `weight-decay`");
    assertThat(section(text, "## 3.1")).contains("> 1 of 2 trials of `convolutional`");
    assertThat(section(text, "### Robustness")).contains("> 1 of 2 trials of `convolutional`");
    assertThat(section(text, "## 2.3")).doesNotContain("trials of").contains("| 5 |");
    assertThat(section(text, "## 2.4")).contains("not complete yet");
    assertThat(as("application/pdf", byte[].class).getBody()).isNotEmpty();
  }

  @Test
  void takesNamesForNothingButText() {
    String name = "<script>alert(1)</script> $\\frac$ [@nothing] <b> *a* ![x](file:y)";
    jdbc.sql("update study set name = ? where id = ?").params(name, study).update();

    assertThat(as("text/html", String.class).getBody())
        .doesNotContain("<script", "<b>", "<em>a</em>")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; $\\frac$ [@nothing] &lt;b&gt; *a*");
    assertThat(as("application/pdf", byte[].class).getBody()).isNotEmpty();
  }

  @Test
  void refusesAStudyOfAnEarlierTemplateByName() {
    rename("no-dropout", "as-it-was");
    try {
      ResponseEntity<JsonNode> refused = get("/studies/" + study + "/report");
      assertThat(refused.getStatusCode().value()).isEqualTo(409);
      assertThat(refused.getBody().path("detail").asString())
          .contains("an earlier form of quick", "POST /studies");
    } finally {
      rename("as-it-was", "no-dropout");
    }
  }

  private void rename(String key, String other) {
    jdbc.sql("update study_experiment set key_text = ? where study_id = ? and key_text = ?")
        .params(other, study, key)
        .update();
  }

  @Test
  void isTheSameForTheSameDatabase() {
    assertThat(text()).isEqualTo(text());
    assertThat(as("text/html", String.class).getBody())
        .isEqualTo(as("text/html", String.class).getBody());
    assertThat(as("application/zip", byte[].class).getBody())
        .isEqualTo(as("application/zip", byte[].class).getBody());
  }

  @Test
  void hasAllItsSectionsAndFiguresInEachFormat() throws IOException {
    String text = text();
    List<String> headings =
        text.lines()
            .filter(line -> line.matches("##+ .*"))
            .map(line -> line.replaceFirst("#+ ", ""))
            .toList();
    assertThat(headings).hasSizeGreaterThan(10);
    String html = plain(as("text/html", String.class).getBody());
    assertThat(html).contains(headings);
    assertThat(html.split("<svg ")).hasSizeGreaterThan(7);
    assertThat(html).doesNotContain("src=").doesNotContainPattern("href=\"(?!data:)");
    try (PDDocument pdf = Loader.loadPDF(as("application/pdf", byte[].class).getBody())) {
      assertThat(plain(new PDFTextStripper().getText(pdf)).replaceAll("\\s+", " "))
          .contains(headings)
          .contains("1 / " + pdf.getNumberOfPages());
    }
    List<String> files = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(
            new ByteArrayInputStream(as("application/zip", byte[].class).getBody()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.add(entry.getName());
        if (entry.getName().equals("report.md")) {
          assertThat(plain(new String(zip.readAllBytes(), StandardCharsets.UTF_8))).isEqualTo(text);
        }
      }
    }
    assertThat(files)
        .contains("report.md", "figures/samples.svg", "figures/sweep-weight-decay.svg")
        .allMatch(file -> file.equals("report.md") || text.contains("(" + file + ")"));
  }

  @Test
  void printsRequestsThatAskForTheSameAgain() {
    List<String> requests = text().lines().filter(line -> line.startsWith("{\"name\"")).toList();
    JsonNode members = body("/studies/" + study).path("experiments");
    assertThat(requests).hasSize(members.size());
    for (int i = 0; i < requests.size(); i++) {
      JsonNode answer = post("/experiments?dryRun=true", requests.get(i)).getBody();
      assertThat(answer.path("spec"))
          .isEqualTo(body("/experiments/" + members.path(i).path("id")).path("spec"));
    }
  }

  @Test
  void endsWithWhatTheResultsRestOn() {
    String text = section(text(), "## Provenance");
    for (Ledger.Trial trial : Ledger.read(jdbc, study).trials()) {
      assertThat(text).contains("| `%s` |".formatted(trial.key()));
    }
    assertThat(text)
        .contains("Trainyard ", "commit ", "Java " + Runtime.version(), "a script", " cores")
        .contains("| `weight-decay` |", "| 10 | 1, 2 | 40 |");
  }

  @Test
  void answersInTheFormatThatIsAskedFor() {
    ResponseEntity<JsonNode> unknown = get("/studies/999999/report.md");
    assertThat(unknown.getStatusCode().value()).isEqualTo(404);
    assertThat(unknown.getBody().path("detail").asString()).isEqualTo("there is no study 999999");
    assertThat(get("/studies/" + study + "/report.docx").getStatusCode().value()).isEqualTo(400);
    assertThat(as("text/html", String.class).getHeaders().getCacheControl()).contains("no-store");
    assertThat(as("application/pdf", byte[].class).getHeaders().getContentDisposition())
        .hasToString("inline; filename=\"study-%d-report.pdf\"".formatted(study));
    assertThat(as("application/zip", byte[].class).getHeaders().getContentDisposition())
        .hasToString("attachment; filename=\"study-%d-report.zip\"".formatted(study));
  }
}
