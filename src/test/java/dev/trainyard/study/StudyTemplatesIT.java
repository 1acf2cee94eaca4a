package dev.trainyard.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.experiment.ExperimentGroups;
import dev.trainyard.experiment.OnH2;
import dev.trainyard.experiment.ServiceTest;
import dev.trainyard.web.RequestBinder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** A template that could not be queued is refused as a whole. */
@OnH2
@NullUnmarked
class StudyTemplatesIT extends ServiceTest {
  private static final String TEMPLATE =
      """
      {"name":"broken","title":"Broken","description":"For a test","report":"words.md","experiments":[
       {"key":"one","question":"1","experiment":{"network":"baseline"}},
       {"key":"two","question":"2","experiment":{"network":"lenet","replicates":2}}]}
      """;

  @Autowired RequestBinder binder;
  @Autowired ExperimentGroups submissions;

  @Test
  void namesTheFileTheExperimentAndWhatIsWrong() {
    assertRefused(
        TEMPLATE.replace("lenet", "lenut"), "broken.json", "experiment two", "no network 'lenut'");
    assertRefused(
        TEMPLATE.replace("2}", "0}"), "broken.json", "experiments[1].experiment.replicates");
    assertRefused(
        TEMPLATE.replace("replicates", "replicate"), "experiments[1].experiment.replicate");
    assertRefused(TEMPLATE.replace("two\"", "one\""), "has the key one twice");
    assertRefused(TEMPLATE.replace("\"broken\"", "\"fixed\""), "is named fixed inside");
  }

  private void assertRefused(String template, String... reasons) {
    assertThatThrownBy(() -> new StudyTemplates(only(template), binder, submissions).all())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(reasons);
  }

  private static PathMatchingResourcePatternResolver only(String template) {
    return new PathMatchingResourcePatternResolver() {
      @Override
      public Resource[] getResources(String pattern) {
        return new Resource[] {
          new ByteArrayResource(template.getBytes(StandardCharsets.UTF_8), "studies/broken.json") {
            @Override
            public String getFilename() {
              return "broken.json";
            }
          }
        };
      }
    };
  }
}
