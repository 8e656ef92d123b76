package io.bidlake.deploy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of docs/clouds, which shows settings as blocks that can be pasted as they are.
 *
 * @param name of its file, without the ending
 */
record CloudPage(String name) {

  static Stream<CloudPage> all() {
    return Project.files("docs/clouds", ".md").stream()
        .map(file -> new CloudPage(file.getFileName().toString().replace(".md", "")));
  }

  String text() {
    return Project.text("docs/clouds/" + name + ".md");
  }

  /** The texts of the blocks in a language. */
  List<String> blocks(String language) {
    return Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(text())
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  /** The blocks of settings. */
  List<Properties> settings() {
    return blocks("properties").stream().map(CloudPage::properties).toList();
  }

  static Properties properties(String block) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
