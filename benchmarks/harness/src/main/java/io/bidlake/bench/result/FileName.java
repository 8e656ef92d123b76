package io.bidlake.bench.result;

import java.util.regex.Pattern;

/** Validates names that become part of file names and links. */
final class FileName {

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private FileName() {}

  static void check(String what, String name) {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s must be lower-case words with dashes, was '%s'".formatted(what, name));
    }
  }
}
