package io.bidlake.verify.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import io.bidlake.verify.base.CannotVerifyException;
import java.io.IOException;
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
    String name = given.map(file -> "%s: %s".formatted(setting, file)).orElse(packaged);
    try {
      String text =
          given.isPresent()
              ? Files.readString(given.get())
              : Resources.toString(Resources.getResource(ReferenceLines.class, packaged), UTF_8);
      return new ReferenceLines(
          name, text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new CannotVerifyException(
          "%s cannot be read: %s".formatted(name, CannotVerifyException.rootMessage(e)), e);
    }
  }

  /** The problem with a line. */
  CannotVerifyException invalid(String line, String expected) {
    return new CannotVerifyException(
        "%s: a line must be %s, was '%s'".formatted(name, expected, line));
  }
}
