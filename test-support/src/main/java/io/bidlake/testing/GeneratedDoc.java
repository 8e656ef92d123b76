package io.bidlake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page that says what the code says, held equal to it by a test. With {@code -Dupdate.docs=true}
 * the test writes the page instead.
 */
public final class GeneratedDoc {

  private static final String BEGIN = "<!-- generated: %s -->";
  private static final String END = "<!-- end of generated: %s -->";

  private GeneratedDoc() {}

  /** The part of the page that was generated under this name. */
  public static String read(Path page, String name) {
    String text = text(page);
    return text.substring(start(text, name, page), end(text, name, page));
  }

  /** Replaces the part if the tests run with {@code -Dupdate.docs=true}. */
  public static void updateIfAsked(Path page, String name, String content) {
    if (Boolean.getBoolean("update.docs")) {
      String text = text(page);
      String updated =
          text.substring(0, start(text, name, page))
              + content
              + text.substring(end(text, name, page));
      try {
        Files.writeString(page, updated);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The project's root folder: the nearest one above that holds the schemas. */
  public static Path projectRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("schemas/avro"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static int start(String text, String name, Path page) {
    String marker = BEGIN.formatted(name) + "\n";
    return position(text, marker, page) + marker.length();
  }

  private static int end(String text, String name, Path page) {
    return position(text, END.formatted(name), page);
  }

  private static int position(String text, String marker, Path page) {
    int position = text.indexOf(marker);
    if (position < 0) {
      throw new IllegalStateException("%s has no line %s".formatted(page, marker.strip()));
    }
    return position;
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
