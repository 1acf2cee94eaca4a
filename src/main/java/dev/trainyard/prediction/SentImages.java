package dev.trainyard.prediction;

import dev.trainyard.body.MultipartFiles.Part;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.picture.Bitmap;
import dev.trainyard.picture.Likeness;
import dev.trainyard.picture.PictureReader;
import dev.trainyard.picture.UnusableImage;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Images of a request, read but not decoded. */
sealed interface SentImages {

  /** The most images of a request. */
  int MOST = 100;

  /** How many. */
  int count();

  /**
   * The name of an image's file; null where there is none.
   *
   * @param index from 0
   */
  @Nullable String name(int index);

  /**
   * What a network that was trained on a dataset is to be shown.
   *
   * @return for each image [height][width][channels]
   * @throws Refusal INVALID or TOO_LARGE naming the image that nothing can be made of
   */
  List<byte[]> asIn(DatasetFacts facts);

  /** Files. */
  record Files(List<Part> parts, PictureReader reader) implements SentImages {
    @Override
    public int count() {
      return parts.size();
    }

    @Override
    public @Nullable String name(int index) {
      return parts.get(index).name();
    }

    @Override
    public List<byte[]> asIn(DatasetFacts facts) {
      Likeness likeness = new Likeness(facts);
      List<byte[]> images = new ArrayList<>();
      for (Part part : parts) {
        try {
          images.add(likeness.ofSomething(reader.read(part.content())));
        } catch (UnusableImage e) {
          throw refusal(part.field(), part.name(), e);
        }
      }
      return images;
    }
  }

  /** Arrays in JSON. */
  record Arrays(PredictionRequest request) implements SentImages {
    @Override
    public int count() {
      return request.images().size();
    }

    @Override
    public @Nullable String name(int index) {
      return null;
    }

    @Override
    public List<byte[]> asIn(DatasetFacts facts) {
      Likeness likeness = new Likeness(facts);
      List<Bitmap> pictures =
          IntStream.range(0, count()).mapToObj(i -> request.picture(i, facts)).toList();
      List<byte[]> images = new ArrayList<>();
      for (int i = 0; i < count(); i++) {
        try {
          images.add(likeness.ofSomething(pictures.get(i)));
        } catch (UnusableImage e) {
          throw refusal("images[%d]".formatted(i), null, e);
        }
      }
      return images;
    }
  }

  private static Refusal refusal(String field, @Nullable String name, UnusableImage e) {
    String named =
        name == null ? "" : "(%s) ".formatted(WrongField.shorten(name, Part.LONGEST_NAME));
    String message = named + e.getMessage();
    return e.isTooLarge()
        ? Refusal.tooLarge("%s: %s".formatted(field, message))
        : Refusal.invalid(field, message);
  }
}
