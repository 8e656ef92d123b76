package io.bidlake.verify.enrichment;

import io.bidlake.verify.base.CannotVerifyException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a file of reference data, without comments.
 *
 * @param name the setting and the file, for messages
 */
record ReferenceLines(String name, List<String> all) {

  /**
   * Reads the file that the jobs use.
   *
   * @param given the user's file; empty for the file in the jobs' jar
   * @param packaged the path of the file in the jar
   */
  static ReferenceLines read(String setting, Optional<Path> given, String packaged) {
    if (given.isEmpty()) {
      return new ReferenceLines(packaged, withoutComments(resource(packaged)));
    }
    Path file = given.get();
    try {
      return new ReferenceLines(
          "%s: %s".formatted(setting, file), withoutComments(Files.readString(file)));
    } catch (IOException e) {
      throw new CannotVerifyException(
          "%s: %s cannot be read: %s"
              .formatted(setting, file, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  private static String resource(String path) {
    try (InputStream in = ReferenceLines.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException(path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> withoutComments(String text) {
    return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  /** The problem with a line. */
  CannotVerifyException invalid(String line, String expected) {
    return new CannotVerifyException(
        "%s: a line must be %s, was '%s'".formatted(name, expected, line));
  }
}
