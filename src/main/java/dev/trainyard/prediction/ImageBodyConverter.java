package dev.trainyard.prediction;

import dev.trainyard.settings.Limits;
import dev.trainyard.web.RequestBinder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;

/** Leaves a body with images unread until there is room for it. */
final class ImageBodyConverter implements HttpMessageConverter<ImageBody> {
  private final RequestBinder binder;
  private final Limits limits;

  ImageBodyConverter(RequestBinder binder, Limits limits) {
    this.binder = binder;
    this.limits = limits;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return type == ImageBody.class;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of();
  }

  @Override
  public ImageBody read(Class<? extends ImageBody> type, HttpInputMessage message) {
    return new ImageBody(message, binder, limits);
  }

  @Override
  public void write(ImageBody body, @Nullable MediaType mediaType, HttpOutputMessage message) {
    throw new UnsupportedOperationException("images are only read");
  }
}
