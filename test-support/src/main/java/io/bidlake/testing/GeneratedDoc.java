package io.bidlake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A generated part of a text file. A test checks that it matches the code; with {@code
 * -Dupdate.docs=true} the test writes the part instead.
 *
 * <p>A part is enclosed by two comments in the style of the file, {@code <!-- x -->}, {@code -- x}
 * or {@code # x}, where x is {@code generated: NAME} and {@code end of generated: NAME}. Its lines
 * are indented like the first of the two.
 */
public final class GeneratedDoc {

  private static final String MARKER = "(?m)^([ \\t]*)(?:<!--|--|#) %s: %s(?: -->)?$";

  private GeneratedDoc() {}

  /** Position of a part in the text of its file. */
  private record Part(int start, int end, String indent) {}

  /**
   * Fails if the part differs from the content; writes it first if the tests run with {@code
   * -Dupdate.docs=true}.
   *
   * @param content whole lines, not indented
   */
  public static void hold(Path file, String name, String content) {
    updateIfAsked(file, name, content);
    String actual = read(file, name);
    if (!actual.equals(content)) {
      throw new AssertionError(
          "%s, part '%s': run with -Dupdate.docs=true to write%n%s%nwas%n%s"
              .formatted(file, name, content, actual));
    }
  }

  /**
   * Does the same for lines of a file without comments: consecutive lines that match a pattern.
   *
   * @param pattern pattern of each line, without indent and trailing comma
   * @param lines expected lines, without indent and trailing comma
   */
  public static void holdLines(Path file, Pattern pattern, Iterable<String> lines) {
    String text = text(file);
    Matcher list =
        Pattern.compile("(?m)^([ \\t]*)(?:%1$s)(?:,\\n[ \\t]*(?:%1$s))*$".formatted(pattern))
            .matcher(text);
    if (!list.find()) {
      throw new IllegalStateException("%s has no line %s".formatted(file, pattern));
    }
    String expected = list.group(1) + String.join(",\n" + list.group(1), lines);
    if (isAsked()) {
      write(file, text.substring(0, list.start()) + expected + text.substring(list.end()));
    } else if (!list.group().equals(expected)) {
      throw new AssertionError(
          "%s: run with -Dupdate.docs=true to write%n%s%nwas%n%s"
              .formatted(file, expected, list.group()));
    }
  }

  /** Returns the generated part with this name, without its indent. */
  public static String read(Path file, String name) {
    String text = text(file);
    Part part = part(text, name, file);
    return text.substring(part.start(), part.end())
        .lines()
        .map(line -> line.startsWith(part.indent()) ? line.substring(part.indent().length()) : line)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** Replaces the part if the tests run with {@code -Dupdate.docs=true}. */
  public static void updateIfAsked(Path file, String name, String content) {
    if (isAsked()) {
      String text = text(file);
      Part part = part(text, name, file);
      String indented =
          content
              .lines()
              .map(line -> line.isEmpty() ? "\n" : part.indent() + line + "\n")
              .collect(Collectors.joining());
      write(file, text.substring(0, part.start()) + indented + text.substring(part.end()));
    }
  }

  /** Creates a missing file if the tests run with {@code -Dupdate.docs=true}. */
  public static void createIfAsked(Path file, String content) {
    if (isAsked() && !Files.exists(file)) {
      write(file, content);
    }
  }

  private static boolean isAsked() {
    return Boolean.getBoolean("update.docs");
  }

  private static Part part(String text, String name, Path file) {
    Matcher begin = marker("generated", name, text, file, 0);
    int start = begin.end() + 1;
    Matcher end = marker("end of generated", name, text, file, start);
    return new Part(start, end.start(), begin.group(1));
  }

  private static Matcher marker(String kind, String name, String text, Path file, int from) {
    Matcher marker = Pattern.compile(MARKER.formatted(kind, Pattern.quote(name))).matcher(text);
    if (!marker.find(from)) {
      throw new IllegalStateException(
          "%s has no line with the comment '%s: %s'".formatted(file, kind, name));
    }
    return marker;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
