package io.bidlake.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the root pom.xml says. */
final class Poms {

  private Poms() {}

  /** The text of the first element of this name, such as {@code flink.version}. */
  static String property(String name) {
    String element = Pattern.quote(name);
    Matcher matcher =
        Pattern.compile("<" + element + ">([^<]+)</" + element + ">")
            .matcher(Project.text("pom.xml"));
    if (!matcher.find()) {
      throw new IllegalArgumentException("pom.xml must have an element " + name);
    }
    return matcher.group(1);
  }
}
