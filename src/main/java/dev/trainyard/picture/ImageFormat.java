package dev.trainyard.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The formats that are read, each by one reader that is named here, whatever else ImageIO finds on
 * the class path. What a file is, its first bytes say, not its name.
 */
public enum ImageFormat {
  PNG("image/png", 0, "\u0089PNG\r\n\u001a\n") {
    @Override
    ImageSource source(byte[] file) throws UnusableImage {
      return PngChunks.read(file);
    }

    @Override
    ImageReaderSpi provider() {
      return ofJava("com.sun.imageio.plugins.png.PNGImageReaderSpi");
    }
  },
  /** By TwelveMonkeys: Java's own reader refuses CMYK. */
  JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff") {
    @Override
    ImageSource source(byte[] file) throws UnusableImage {
      return JpegSegments.read(file);
    }

    @Override
    ImageReaderSpi provider() {
      return registered(new JPEGImageReaderSpi());
    }
  },
  GIF("image/gif", 0, "GIF8") {
    @Override
    ImageSource source(byte[] file) throws UnusableImage {
      return GifBlocks.read(file);
    }

    @Override
    ImageReaderSpi provider() {
      return ofJava("com.sun.imageio.plugins.gif.GIFImageReaderSpi");
    }
  },
  WEBP("image/webp", 8, "WEBP") {
    @Override
    ImageSource source(byte[] file) throws UnusableImage {
      return WebpChunks.read(file);
    }

    @Override
    ImageReaderSpi provider() {
      return registered(new WebPImageReaderSpi());
    }
  };

  private final String mediaType;
  private final int place;
  private final String signature;

  ImageFormat(String mediaType, int place, String signature) {
    this.mediaType = mediaType;
    this.place = place;
    this.signature = signature;
  }

  /** Such as {@code image/png}. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of a file; empty if it is none of these. */
  static Optional<ImageFormat> of(byte[] file) {
    return Stream.of(values()).filter(format -> format.signs(file)).findFirst();
  }

  private boolean signs(byte[] file) {
    if (file.length < place + signature.length()) {
      return false;
    }
    for (int i = 0; i < signature.length(); i++) {
      if ((file[place + i] & 0xff) != signature.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Looks through a file without decoding it.
   *
   * @throws UnusableImage if it is cut off or animated
   */
  abstract ImageSource source(byte[] file) throws UnusableImage;

  abstract ImageReaderSpi provider();

  /** A reader of its own for each picture. */
  ImageReader reader() throws IOException {
    return provider().createReaderInstance();
  }

  private static ImageReaderSpi ofJava(String name) {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi provider = all.next();
      if (provider.getClass().getName().equals(name)) {
        return provider;
      }
    }
    throw new IllegalStateException("this Java has no " + name);
  }

  /** The one that ImageIO has found, or this one, which finds the reader beneath it there. */
  private static ImageReaderSpi registered(ImageReaderSpi provider) {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    ImageReaderSpi found = registry.getServiceProviderByClass(provider.getClass());
    if (found != null) {
      return found;
    }
    registry.registerServiceProvider(provider, ImageReaderSpi.class);
    return provider;
  }
}
