package dev.trainyard.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.refusal.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class MultipartFilesTest {

  @Test
  void namesTheFilesInTheirOrder() throws IOException {
    List<MultipartFiles.Part> parts = read("a.png", "b.png");

    assertThat(parts).extracting(MultipartFiles.Part::name).containsExactly("a.png", "b.png");
    assertThat(parts)
        .extracting(MultipartFiles.Part::field)
        .containsExactly("files[0]", "files[1]");
  }

  @Test
  void refusesANameWithACharacterThatNoNameHas() {
    assertThatThrownBy(() -> read("a.png\0.txt"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is not a whole form of files");
  }

  private static List<MultipartFiles.Part> read(String... names) throws IOException {
    StringBuilder form = new StringBuilder();
    for (String name : names) {
      form.append("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"")
          .append(name)
          .append("\"\r\n\r\ncontent\r\n");
    }
    form.append("--x--\r\n");
    return MultipartFiles.read(
        "multipart/form-data; boundary=x",
        new ByteArrayInputStream(form.toString().getBytes(UTF_8)),
        10);
  }
}
