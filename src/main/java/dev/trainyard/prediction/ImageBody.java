package dev.trainyard.prediction;

import dev.trainyard.body.BoundedBody;
import dev.trainyard.body.MultipartFiles;
import dev.trainyard.body.MultipartFiles.Part;
import dev.trainyard.dataset.DatasetFacts;
import dev.trainyard.picture.PictureReader;
import dev.trainyard.refusal.Refusal;
import dev.trainyard.settings.Limits;
import dev.trainyard.web.RequestBinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;

/**
 * The body of a request with images, which is read when it is its turn: the whole of it is kept in
 * memory.
 */
final class ImageBody {
  private static final String IMAGES_SIZE = "images-size";

  /** Of a picture in which something can be recognised, unless the dataset's are smaller. */
  private static final int LEAST_SIDE = 4;

  private final HttpInputMessage message;
  private final RequestBinder binder;
  private final Limits limits;

  ImageBody(HttpInputMessage message, RequestBinder binder, Limits limits) {
    this.message = message;
    this.binder = binder;
    this.limits = limits;
  }

  /** The most bytes that it can come to, with those of the images that are made of it. */
  long bytes(DatasetFacts facts) {
    long most = limits.imagesSize().toBytes();
    long announced = message.getHeaders().getContentLength();
    long images = isJson() || isForm() ? SentImages.MOST : 1;
    return (announced < 0 ? most : Math.min(announced, most))
        + images * facts.height() * facts.width() * facts.channels();
  }

  private boolean isJson() {
    return type().isCompatibleWith(MediaType.APPLICATION_JSON);
  }

  private boolean isForm() {
    return type().isCompatibleWith(MediaType.MULTIPART_FORM_DATA);
  }

  private MediaType type() {
    return Objects.requireNonNull(message.getHeaders().getContentType());
  }

  /**
   * Reads it to its end.
   *
   * @param facts of the dataset whose networks are to see the images
   * @throws Refusal INVALID, TOO_LARGE or TOO_SLOW if it cannot be read
   */
  SentImages read(DatasetFacts facts) {
    try {
      if (isJson()) {
        BoundedBody body = new BoundedBody(message, limits, limits.bodySize(), "body-size");
        return new SentImages.Arrays(binder.bind(binder.read(body), PredictionRequest.class));
      }
      BoundedBody body = new BoundedBody(message, limits, limits.imagesSize(), IMAGES_SIZE);
      List<Part> parts =
          isForm()
              ? MultipartFiles.read(type().toString(), body, SentImages.MOST)
              : List.of(Part.whole(body.readAllBytes()));
      int leastSide = Math.min(LEAST_SIDE, Math.min(facts.height(), facts.width()));
      return new SentImages.Files(
          parts, new PictureReader(leastSide, limits.imagePixels(), Limits.origin("image-pixels")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
