package dev.trainyard.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.NullUnmarked;

/** Files of all kinds with the same drawing in them, and files that mean no good. */
@NullUnmarked
public final class ImageFiles {
  /** Each has the drawing: a vertical bar, dark on light, right of the middle. */
  static final int SIDE = 40;

  private static final int LEFT = 18;
  private static final int TOP = 6;
  private static final int BAR_WIDTH = 5;
  private static final int BAR_HEIGHT = 28;

  private ImageFiles() {}

  /** The drawing in every form that is to be read, by what it is. */
  public static Map<String, byte[]> readable() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    BufferedImage rgb = drawn(BufferedImage.TYPE_INT_RGB);
    files.put("PNG", written(rgb, "png", false));
    files.put("PNG, interlaced", written(rgb, "png", true));
    files.put("PNG, transparent", written(transparent(), "png", false));
    files.put("PNG, grey", written(drawn(BufferedImage.TYPE_BYTE_GRAY), "png", false));
    files.put("PNG, 16 bits", written(drawn(BufferedImage.TYPE_USHORT_GRAY), "png", false));
    files.put("PNG, 1 bit", written(drawn(BufferedImage.TYPE_BYTE_BINARY), "png", false));
    files.put("PNG, grey and alpha", written(greyAndAlpha(DataBuffer.TYPE_BYTE), "png", false));
    files.put(
        "PNG, 16 bits and alpha", written(greyAndAlpha(DataBuffer.TYPE_USHORT), "png", false));
    files.put("PNG, palette with alpha", written(palette(), "png", false));
    files.put(
        "PNG, palette, with a text that unpacks to 1 GB",
        withText(written(palette(), "png", false)));
    files.put("JPEG", written(rgb, "jpeg", false));
    files.put("JPEG, progressive", written(rgb, "jpeg", true));
    files.put("JPEG, grey", written(drawn(BufferedImage.TYPE_BYTE_GRAY), "jpeg", false));
    files.put("JPEG, CMYK", cmyk());
    files.put("JPEG, turned", turned());
    files.put("GIF", written(rgb, "gif", false));
    files.put("GIF, interlaced", written(rgb, "gif", true));
    files.put(
        "WebP",
        base64(
            "UklGRoAAAABXRUJQVlA4IHQAAABwBACdASooACgAPrVUoEqnJSMhrjv4AOAWiWMAxzGmUsYummgUuqdBnbeyAAD+8kSuMJpLXNfx3zEG96T7qPjbZCtpq/G90H9bFtx6ExxGlaqtMr5be26cIWaFes4SyOArwbkXHfqNAsNH3ggT5QDzN9gAAA=="));
    files.put(
        "WebP, lossless",
        base64("UklGRiwAAABXRUJQVlA4TCAAAAAvJ8AJAFDUtg3ExPyRlc7Oxyngr4Xc/wnIDQgAeBzqDw=="));
    files.put(
        "WebP, transparent",
        base64("UklGRioAAABXRUJQVlA4TB4AAAAvJ8AJEAYFbdswTMqfZwG0+1MpqtX/CXgDglsLdQE="));
    return files;
  }

  /** What is to be refused, by what it is. */
  public static Map<String, byte[]> hostile() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, byte[]> sound = readable();
    files.put("nothing", new byte[0]);
    files.put("text", "not an image".getBytes(StandardCharsets.UTF_8));
    files.put("an HTML page", "<!doctype html><svg/>".getBytes(StandardCharsets.UTF_8));
    files.put("a signature alone", Arrays.copyOf(sound.get("PNG"), 8));
    files.put("a PNG that has an end alone", pngOfNothing());
    files.put("one pixel", written(new BufferedImage(1, 1, 1), "png", false));
    files.put("a blank one", written(blank(280, 280), "png", false));
    files.put("a blank JPEG", written(blank(280, 280), "jpeg", false));
    files.put("all transparent", written(new BufferedImage(50, 50, 2), "png", false));
    files.put("claims 20,000 x 20,000", png(20_000, 20_000, 8, 2, new byte[100]));
    files.put(
        "claims 2^31 - 1 squared", png(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 6, new byte[9]));
    files.put("claims 0 x 0", png(0, 0, 8, 2, new byte[9]));
    files.put("a bomb of 16 bits", png(4000, 4000, 16, 6, new byte[4000 * (8 * 4000 + 1)]));
    files.put("a bomb, one row high", png(16_000_000, 1, 8, 6, new byte[64_000_001]));
    files.put("a text that unpacks to 1 GB", withText(png(50, 50, 8, 0, new byte[50 * 51])));
    files.put("rows that are missing", png(300, 300, 8, 0, new byte[10 * 301]));
    files.put("an animated PNG", withChunk(sound.get("PNG"), "acTL", new byte[8]));
    for (String kind : sound.keySet()) {
      byte[] whole = sound.get(kind);
      files.put("half a " + kind, Arrays.copyOf(whole, whole.length / 2));
      files.put("all but 3 bytes of a " + kind, Arrays.copyOf(whole, whole.length - 3));
    }
    files.put("a PNG of noise", damaged(sound.get("PNG"), 60));
    files.put("a JPEG that claims 65,500 squared", claiming(sound.get("JPEG"), 65_500));
    files.put("a JPEG with a thousand scans", manyScans(sound.get("JPEG, progressive")));
    files.put("an animated GIF", animatedGif());
    files.put("a GIF with another frame", twice(sound.get("GIF")));
    files.put(
        "an animated WebP",
        base64(
            "UklGRqwAAABXRUJQVlA4WAoAAAACAAAABwAABwAAQU5JTQYAAAAAAAAAAABBTk1GRgAAAAAAAAAAAAcAAAcAAAAAAAJWUDggLgAAADABAJ0BKggACAAHQJYlAACxgAD+7PkZm4gATbuB02O9LdqlYcv1LcU0hovgAABBTk1GMgAAAAAAAAAAAAcAAAcAAAAAAABWUDggGgAAAFQBAJ0BKggACAAAAJYlpAAEdAAA/u+WQAAA"));
    files.put("a WebP that claims 16,383 squared", hugeWebp());
    return files;
  }

  /** An image as a file. */
  public static byte[] written(BufferedImage image, String format, boolean inPasses)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWriters(new ImageTypeSpecifier(image), format).next();
    return written(writer, new IIOImage(image, null, null), inPasses);
  }

  private static byte[] written(ImageWriter writer, IIOImage image, boolean inPasses)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(
          inPasses ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Graphics2D g = image.createGraphics();
    g.setColor(type == BufferedImage.TYPE_INT_RGB ? new Color(240, 230, 200) : Color.WHITE);
    g.fillRect(0, 0, SIDE, SIDE);
    g.setColor(type == BufferedImage.TYPE_INT_RGB ? new Color(20, 30, 90) : Color.BLACK);
    g.fillRect(LEFT, TOP, BAR_WIDTH, BAR_HEIGHT);
    g.dispose();
    return image;
  }

  private static BufferedImage transparent() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(LEFT, TOP, BAR_WIDTH, BAR_HEIGHT);
    g.dispose();
    return image;
  }

  private static BufferedImage greyAndAlpha(int type) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            type);
    WritableRaster raster = model.createCompatibleWritableRaster(SIDE, SIDE);
    int most = type == DataBuffer.TYPE_BYTE ? 255 : 65_535;
    for (int y = TOP; y < TOP + BAR_HEIGHT; y++) {
      for (int x = LEFT; x < LEFT + BAR_WIDTH; x++) {
        raster.setPixel(x, y, new int[] {most / 5, most});
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static BufferedImage palette() {
    byte[] grey = {(byte) 255, 0};
    byte[] alpha = {0, (byte) 255};
    BufferedImage image =
        new BufferedImage(
            SIDE,
            SIDE,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 2, grey, grey, grey, alpha));
    for (int y = TOP; y < TOP + BAR_HEIGHT; y++) {
      for (int x = LEFT; x < LEFT + BAR_WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, 1);
      }
    }
    return image;
  }

  private static byte[] cmyk() throws IOException {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIDE, SIDE, 4, null);
    for (int y = TOP; y < TOP + BAR_HEIGHT; y++) {
      for (int x = LEFT; x < LEFT + BAR_WIDTH; x++) {
        raster.setPixel(x, y, new int[] {200, 200, 40, 180});
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    return written(writer, new IIOImage(raster, null, null), false);
  }

  /** Lies on its side, and EXIF says so. */
  private static byte[] turned() throws IOException {
    BufferedImage upright = drawn(BufferedImage.TYPE_INT_RGB);
    BufferedImage lying = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        lying.setRGB(y, SIDE - 1 - x, upright.getRGB(x, y));
      }
    }
    byte[] file = written(lying, "jpeg", false);
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    return spliced(file, 2, exif);
  }

  private static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(230, 230, 225));
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  /** A PNG whose header may say anything. */
  private static byte[] png(int width, int height, int bits, int colour, byte[] rows)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {(byte) bits, (byte) colour, 0, 0, 0});
    bytes.write(chunk("IHDR", header.toByteArray()));
    bytes.write(chunk("IDAT", deflated(rows)));
    bytes.write(chunk("IEND", new byte[0]));
    return bytes.toByteArray();
  }

  private static byte[] pngOfNothing() throws IOException {
    return spliced(chunk("IEND", new byte[0]), 0, Arrays.copyOf(png(1, 1, 8, 0, new byte[2]), 8));
  }

  private static byte[] chunk(String type, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeInt((int) crc.getValue());
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    while (!deflater.finished()) {
      bytes.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return bytes.toByteArray();
  }

  /** With a compressed text of 1 GB. */
  private static byte[] withText(byte[] png) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(new byte[] {'x', 0, 0});
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    byte[] zeros = new byte[1 << 20];
    byte[] some = new byte[1 << 16];
    for (int megabyte = 0; megabyte < 1024; megabyte++) {
      deflater.setInput(zeros);
      while (!deflater.needsInput()) {
        text.write(some, 0, deflater.deflate(some));
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      text.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return withChunk(png, "zTXt", text.toByteArray());
  }

  /** Behind the header. */
  private static byte[] withChunk(byte[] png, String type, byte[] content) throws IOException {
    return spliced(png, 33, chunk(type, content));
  }

  private static byte[] spliced(byte[] file, int at, byte[] part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, at);
    bytes.write(part, 0, part.length);
    bytes.write(file, at, file.length - at);
    return bytes.toByteArray();
  }

  private static byte[] damaged(byte[] file, int from) {
    byte[] copy = file.clone();
    byte[] noise = new byte[copy.length - from - 20];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, copy, from, noise.length);
    return copy;
  }

  /** With another size in its frame header. */
  private static byte[] claiming(byte[] jpeg, int side) {
    byte[] copy = jpeg.clone();
    for (int i = 2; i < copy.length - 8; i++) {
      if (copy[i] == (byte) 0xff && copy[i + 1] == (byte) 0xc0) {
        copy[i + 5] = (byte) (side >> 8);
        copy[i + 6] = (byte) side;
        copy[i + 7] = (byte) (side >> 8);
        copy[i + 8] = (byte) side;
      }
    }
    return copy;
  }

  private static byte[] manyScans(byte[] jpeg) {
    int first = 0;
    while (jpeg[first] != (byte) 0xff || jpeg[first + 1] != (byte) 0xda) {
      first++;
    }
    byte[] scans = Arrays.copyOfRange(jpeg, first, jpeg.length - 2);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, first);
    for (int i = 0; i < 1000; i++) {
      bytes.write(scans, 0, scans.length);
    }
    bytes.write(jpeg, jpeg.length - 2, 2);
    return bytes.toByteArray();
  }

  private static byte[] animatedGif() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int frame = 0; frame < 3; frame++) {
        BufferedImage image = drawn(BufferedImage.TYPE_INT_RGB);
        writer.writeToSequence(new IIOImage(image, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] twice(byte[] gif) {
    byte[] frame = {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0};
    return spliced(gif, gif.length - 1, frame);
  }

  private static byte[] hugeWebp() {
    byte[] file =
        base64("UklGRiwAAABXRUJQVlA4TCAAAAAvJ8AJAFDUtg3ExPyRlc7Oxyngr4Xc/wnIDQgAeBzqDw==");
    Arrays.fill(file, 21, 24, (byte) 0xff);
    file[24] = (byte) (file[24] | 0x0f);
    return file;
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }
}
