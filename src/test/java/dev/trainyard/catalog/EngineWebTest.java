package dev.trainyard.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.trainyard.engine.EngineProvenance;
import dev.trainyard.engine.Engines;
import dev.trainyard.engine.ReferenceEngine;
import dev.trainyard.engine.TrainingEngine;
import dev.trainyard.web.SliceContract;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a user reads of the engines of a machine. */
@WebMvcTest(controllers = {EngineController.class, NetworkController.class})
@Import({SliceContract.class, EngineWebTest.Parts.class})
@NullUnmarked
class EngineWebTest {
  @Autowired MockMvcTester mvc;

  @TestConfiguration
  static class Parts {
    @Bean
    Engines engines() {
      TrainingEngine lost = named(mock(), "cuda");
      when(lost.unusable()).thenReturn(Optional.of("there is no card"));
      TrainingEngine card = named(mock(), "fused");
      when(card.provenance())
          .thenReturn(new EngineProvenance("fused", "Trainyard", "cuBLAS 13.1", 1, "a card"));
      ReferenceEngine broken = named(mock(), "dl4j");
      when(broken.provenance()).thenThrow(new UnsatisfiedLinkError("no libx"));
      return new Engines(List.of(lost, card, broken));
    }

    @Bean
    Datasets datasets() {
      return mock();
    }

    private static <T extends TrainingEngine> T named(T engine, String name) {
      when(engine.name()).thenReturn(name);
      when(engine.unusable()).thenReturn(Optional.empty());
      return engine;
    }
  }

  @Test
  void saysWhichCanBeUsedAndWhyAnotherCannotAndWhichIsPreferred() {
    assertThat(mvc.get().uri("/engines"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            [{"name":"cuda","usable":false,"reason":"there is no card","preferred":false,
              "library":null,"blas":null,"card":null,"threads":null},
             {"name":"fused","usable":true,"reason":null,"preferred":true,
              "library":"Trainyard","blas":"cuBLAS 13.1","card":"a card","threads":1},
             {"name":"dl4j","usable":false,
              "reason":"its libraries cannot be loaded: java.lang.UnsatisfiedLinkError: no libx",
              "preferred":false,"library":null,"blas":null,"card":null,"threads":null}]
            """);
  }

  @Test
  void knowsNoParameters() {
    assertThat(mvc.get().uri("/engines?gpu=1")).hasStatus(400);
  }
}
