package dev.trainyard.report.print;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.render.RenderingContext;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.AttributedCharacterIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Sets a page as a PDF. Drawings are drawn straight into it, with their lines and letters. */
final class PdfWriter implements FSObjectDrawer {
  private static final String DRAWING = "application/x-drawing";
  private static final int BOLD = 700;
  private static final int REGULAR = 400;

  /** Letters of drawings become outlines, else they were set in a font that is not embedded. */
  private static final class Outlines extends PdfBoxGraphics2DFontTextDrawer {
    @Override
    public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv environment) {
      return false;
    }
  }

  /** Of the font of text and headings. */
  private static final Glyphs GLYPHS = new Glyphs(List.of(open(path("Sans", "Regular"))));

  private final List<Drawing> drawings = new ArrayList<>();

  /**
   * The PDF.
   *
   * @param body gives the content, with the markup for its drawings
   */
  byte[] pdf(String title, Function<BiFunction<Drawing, String, String>, String> body) {
    String page = GLYPHS.spelt(Page.html(title, body.apply(this::insert)));
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
    drawers.registerDrawer(DRAWING, this);
    builder.useObjectDrawerFactory(drawers);
    for (String family : List.of("Sans", "Mono")) {
      font(builder, family, "Regular", REGULAR, FontStyle.NORMAL);
      font(builder, family, "Bold", BOLD, FontStyle.NORMAL);
      font(builder, family, "Italic", REGULAR, FontStyle.ITALIC);
      font(builder, family, "BoldItalic", BOLD, FontStyle.ITALIC);
    }
    builder.withHtmlContent(page, null);
    builder.withProducer("Trainyard");
    // Tagged: its structure is there for screen readers, too.
    builder.usePdfUaAccessibility(true);
    builder.toStream(pdf);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pdf.toByteArray();
  }

  @Override
  public @Nullable Map<Shape, String> drawObject(
      Element element,
      double x,
      double y,
      double width,
      double height,
      OutputDevice device,
      RenderingContext context,
      int dotsPerPixel) {
    Drawing drawing = drawings.get(Integer.parseInt(element.getAttribute("data")));
    double across = width / dotsPerPixel;
    double down = height / dotsPerPixel;
    device.drawWithGraphics(
        (float) x,
        (float) y,
        (float) across,
        (float) down,
        graphics -> {
          if (graphics instanceof PdfBoxGraphics2D pdf) {
            pdf.setFontTextDrawer(new Outlines());
          }
          graphics.scale(across / drawing.width(), down / drawing.height());
          drawing.painter().accept(graphics);
        });
    return null;
  }

  private String insert(Drawing drawing, String css) {
    drawings.add(drawing);
    return "<object type=\"%s\" data=\"%d\" style=\"%s\" alt=\"%s\"></object>"
        .formatted(DRAWING, drawings.size() - 1, css, "A figure; its caption describes it");
  }

  private static void font(
      PdfRendererBuilder builder, String family, String face, int weight, FontStyle style) {
    builder.useFont(() -> open(path(family, face)), "Liberation " + family, weight, style, true);
  }

  private static String path(String family, String face) {
    return "/liberation/Liberation%s-%s.ttf".formatted(family, face);
  }

  private static InputStream open(String font) {
    return Objects.requireNonNull(PdfWriter.class.getResourceAsStream(font), font);
  }
}
