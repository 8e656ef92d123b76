package io.bidlake.bench.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource file with SQL statements, each of which ends with a semicolon at the end of a line.
 * Placeholders {@code ${name}} are replaced.
 */
record SqlScript(String name) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*\\R");
  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(\\R|$)");

  /**
   * Returns the statements in order.
   *
   * @param values the values of the placeholders by name, as SQL text
   * @throws IllegalArgumentException if a placeholder has no value
   */
  List<String> statements(Map<String, String> values) {
    String text = COMMENT_LINE.matcher(text()).replaceAll("");
    return Arrays.stream(END_OF_STATEMENT.split(text))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .map(statement -> filled(statement, values))
        .toList();
  }

  private String filled(String statement, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(statement)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), values)));
  }

  private String value(String placeholder, Map<String, String> values) {
    String value = values.get(placeholder);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s must be filled in with what is known, was ${%s}".formatted(name, placeholder));
    }
    return value;
  }

  private String text() {
    try (InputStream in = SqlScript.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
