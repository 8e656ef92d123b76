package io.bidlake.local.process;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.IOUtils;

/**
 * A configuration file from one or more resources, one after the other, with placeholders {@code
 * ${...}} for values that are only known at start.
 */
public record Template(List<String> resources) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  public Template(String... resources) {
    this(List.of(resources));
  }

  /** Writes the file with every placeholder replaced. */
  public void write(Path file, Map<String, String> values) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, render(values));
  }

  String render(Map<String, String> values) throws IOException {
    StringBuilder rendered = new StringBuilder();
    for (String resource : resources) {
      rendered.append(
          PLACEHOLDER
              .matcher(IOUtils.resourceToString("/" + resource, StandardCharsets.UTF_8))
              .replaceAll(match -> value(resource, match.group(1), values)));
    }
    return rendered.toString();
  }

  private static String value(String resource, String key, Map<String, String> values) {
    String value = values.get(key);
    if (value == null) {
      throw new PlatformException(
          resource + ": ${" + key + "} must be one of " + values.keySet() + ", was not");
    }
    return Matcher.quoteReplacement(value);
  }
}
