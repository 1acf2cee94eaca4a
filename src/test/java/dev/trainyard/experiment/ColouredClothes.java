package dev.trainyard.experiment;

import dev.trainyard.dataset.LabelledImages;
import dev.trainyard.dataset.TestFashion;
import dev.trainyard.intake.SamplePictures;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.NullUnmarked;

/** Articles of clothing in the colour of their class, with noise: PNG files in folders, zipped. */
@NullUnmarked
final class ColouredClothes {
  static final int IMAGES = 3000;

  private ColouredClothes() {}

  /** A zip of a folder per class, not split. */
  static byte[] zip() {
    LabelledImages clothes = TestFashion.dataset().train();
    List<String> names = TestFashion.dataset().facts().classes();
    SplittableRandom random = new SplittableRandom(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < IMAGES; i++) {
        String folder = names.get(clothes.label(i)).replace('/', '-');
        zip.putNextEntry(new ZipEntry("clothes/%s/%05d.png".formatted(folder, i)));
        zip.write(SamplePictures.png(coloured(clothes, i, random)));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static BufferedImage coloured(
      LabelledImages clothes, int index, SplittableRandom random) {
    BufferedImage grey = clothes.picture(index);
    float hue = clothes.label(index) / 10f + (random.nextFloat() - 0.5f) / 5;
    for (int y = 0; y < grey.getHeight(); y++) {
      for (int x = 0; x < grey.getWidth(); x++) {
        float light = (grey.getRGB(x, y) & 0xff) / 255f;
        float noise = (random.nextFloat() - 0.5f) / 4;
        grey.setRGB(x, y, Color.HSBtoRGB(hue, 0.7f, Math.clamp(light + noise, 0, 1)));
      }
    }
    return grey;
  }
}
