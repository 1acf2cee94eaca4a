package dev.trainyard.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** How many SQL statements an answer costs: the same for small and for large experiments. */
@OnH2
@NullUnmarked
class StatementCountIT extends ServiceTest {
  private static final int MOST = 5;
  private static final List<String> PARTS =
      List.of(
          "",
          "/trials/1",
          "/curves",
          "/curves.csv",
          "/curves.svg",
          "/sweep",
          "/sweep.csv",
          "/sweep.svg",
          "/effects",
          "/effects.csv",
          "/effects.svg");

  private static final String OWN_NETWORK =
      """
      {"layers":[{"type":"flatten"},{"type":"dense","units":2,"activation":"softmax"}]}""";

  @Autowired WebApplicationContext context;
  @Autowired StatementCounter counter;

  private MockMvc mvc;

  @BeforeEach
  void callInThisThread() {
    mvc = MockMvcBuilders.webAppContextSetup(context).build();
  }

  @Test
  void doesNotGrowWithTrialsOrEpochs() throws Exception {
    String small = train(1, 1);
    String large = train(20, 3);

    for (String part : PARTS) {
      int ofSmall = statements(small + part);
      assertThat(statements(large + part)).as(part).isEqualTo(ofSmall).isBetween(1, MOST);
    }
  }

  @Test
  void doesNotGrowWithTrialsOnAnOwnDatasetEither() throws Exception {
    byte[] table = "a,0,1,2,3\na,1,2,3,4\nb,9,8,7,6\nb,8,7,6,5\n".getBytes(UTF_8);
    service.upload("/datasets?name=own&testFraction=0.5", table, "text/csv");
    String small = trainOn("own", OWN_NETWORK, 1, 1);
    String large = trainOn("own", OWN_NETWORK, 20, 3);

    for (String part : PARTS) {
      int ofSmall = statements(small + part);
      assertThat(statements(large + part)).as(part).isEqualTo(ofSmall).isBetween(1, MOST + 1);
    }
  }

  @Test
  void doesNotGrowWithTheLengthOfTheList() throws Exception {
    train(1, 1);
    train(20, 3);
    train(1, 1);

    int ofOne = statements("/experiments?size=1");
    assertThat(statements("/experiments?size=3")).isEqualTo(ofOne).isBetween(1, MOST);
    // One less: a list that fits on its page need not be counted.
    assertThat(statements("/experiments?size=200")).isBetween(ofOne - 1, ofOne);
  }

  @Test
  void doesNotGrowWithTheTrialsOfAStudy() throws Exception {
    String small = study("quick");
    int ofOneListed = statements("/studies");
    String large = study("mnist-assignment");

    int ofSmall = statements(small);
    assertThat(statements(large)).isEqualTo(ofSmall).isBetween(1, MOST);
    assertThat(statements("/studies")).isEqualTo(ofOneListed).isBetween(1, MOST);
  }

  @Test
  void doesNotGrowWithTheNumberOfVerifications() throws Exception {
    String experiment = train(1, 2);
    post(experiment + "/verify", "");
    int ofOne = statements(experiment + "/verifications");
    post(experiment + "/verify?trial=2", "");
    post(experiment + "/verify", "");

    assertThat(statements(experiment + "/verifications")).isEqualTo(ofOne).isBetween(1, MOST + 1);
  }

  private String study(String template) {
    engine.holdInEpoch(1);
    String study =
        post("/studies", "{\"template\":\"%s\"}".formatted(template))
            .getHeaders()
            .getLocation()
            .getPath();
    post(study + "/cancel", "");
    engine.release();
    return study;
  }

  private String train(int trials, int epochs) {
    return trainOn("mnist", "\"baseline\"", trials, epochs);
  }

  private String trainOn(String dataset, String network, int trials, int epochs) {
    String experiment =
        submit(
            """
            {"dataset":"%s","network":%s,"training":{"epochs":%d},
             "sweep":{"training.l2":[0.1,0.2]},"replicates":%d}
            """
                .formatted(dataset, network, epochs, trials));
    awaitStatus(experiment, "COMPLETED");
    return experiment;
  }

  private int statements(String path) throws Exception {
    int before = counter.ofThisThread();
    mvc.perform(MockMvcRequestBuilders.get(path)).andExpect(status().isOk());
    return counter.ofThisThread() - before;
  }
}
