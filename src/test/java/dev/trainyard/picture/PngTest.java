package dev.trainyard.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class PngTest {

  @AfterEach
  void useThePlaceOfTheSystemAgain() {
    ImageIO.setCacheDirectory(null);
  }

  @Test
  void needsNoFile(@TempDir Path directory) throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    ImageIO.setCacheDirectory(gone.toFile());
    Files.delete(gone);
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, 0x123456);

    byte[] png = Png.of(image);

    BufferedImage read =
        ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
    assertThat(read.getWidth()).isEqualTo(3);
    assertThat(read.getRGB(2, 1)).isEqualTo(0xff123456);
  }
}
