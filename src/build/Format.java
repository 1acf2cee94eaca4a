import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks ({@code check}) or rewrites ({@code write}) every Java file under src with
 * google-java-format.
 */
class Format {
  static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Formatter formatter = new Formatter();
    boolean clean = true;
    List<Path> files;
    try (var tree = Files.walk(Path.of("src"))) {
      files = tree.filter(p -> p.toString().endsWith(".java")).sorted().toList();
    }
    for (Path file : files) {
      String source = Files.readString(file);
      String formatted =
          formatter.formatSource(
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE));
      if (formatted.equals(source)) {
        continue;
      }
      if (write) {
        Files.writeString(file, formatted);
      } else {
        clean = false;
        System.err.println("not formatted: " + file);
      }
    }
    if (!clean) {
      System.err.println(
          "run: mvn validate dependency:copy@fetch-formatter exec:exec@check-format -Dformat.mode=write");
      System.exit(1);
    }
  }
}
