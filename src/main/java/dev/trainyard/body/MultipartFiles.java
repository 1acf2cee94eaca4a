package dev.trainyard.body;

import dev.trainyard.refusal.Refusal;
import dev.trainyard.refusal.WrongField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.jspecify.annotations.Nullable;

/** The files of a form ({@code multipart/form-data}, RFC 7578), in memory. */
public final class MultipartFiles {

  /**
   * A file of a form.
   *
   * @param field its place among all files, as in {@code files[2]}
   * @param name that its sender gave it; null for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Part(String field, @Nullable String name, byte[] content) {
    /** Letters of a name that are repeated to its sender. */
    public static final int LONGEST_NAME = 80;

    /** A body that is one file. */
    public static Part whole(byte[] body) {
      return new Part(WrongField.BODY, null, body);
    }
  }

  private record Form(String contentType, InputStream body) implements UploadContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    /** Not needed: whoever hands the body over bounds it. */
    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public InputStream getInputStream() {
      return body;
    }
  }

  private MultipartFiles() {}

  /**
   * Reads a body to its end.
   *
   * @param contentType of the body, with its boundary
   * @param body bounded by whoever hands it over
   * @param most files that are accepted
   * @throws Refusal INVALID if it is not such a form, if it is cut off, has no file, or a field
   *     that is none; TOO_LARGE if it has too many
   */
  public static List<Part> read(String contentType, InputStream body, int most) throws IOException {
    List<Part> parts = new ArrayList<>();
    try {
      FileItemIterator items = new FileUpload().getItemIterator(new Form(contentType, body));
      while (items.hasNext()) {
        if (parts.size() == most) {
          throw Refusal.tooLarge(
              "the form has more than %d files; send the others in another request"
                  .formatted(most));
        }
        parts.add(part(items.next(), parts.size()));
      }
    } catch (FileUploadException
        | FileUploadIOException
        | InvalidFileNameException
        | IllegalArgumentException e) {
      throw broken();
    } catch (IOException e) {
      if (e.getClass().getPackageName().startsWith(FileUpload.class.getPackageName())) {
        throw broken();
      }
      throw e;
    }
    if (parts.isEmpty()) {
      throw Refusal.invalid(WrongField.BODY, "has no file; a form with at least one is needed");
    }
    return parts;
  }

  private static Part part(FileItemStream item, int place) throws IOException {
    if (item.isFormField()) {
      throw Refusal.invalid(
          WrongField.shorten(String.valueOf(item.getFieldName()), 40),
          "is no file; send files only, as curl does with -F 'files=@a.png'");
    }
    try (InputStream content = item.openStream()) {
      return new Part("files[%d]".formatted(place), item.getName(), content.readAllBytes());
    }
  }

  private static Refusal broken() {
    return Refusal.invalid(
        WrongField.BODY,
        "is not a whole form of files; send multipart/form-data with its boundary, as curl does with -F 'files=@a.png'");
  }
}
