package io.bidlake.verify.notices;

import io.bidlake.model.Feed;
import io.bidlake.model.NoticeKind;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Url;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL template of a kind of notice, with macros for the variable parts. */
final class Template {

  private static final Pattern MACRO = Pattern.compile("\\$\\{([^{}]*)\\}");
  private static final Set<String> CODES = Set.of("B64", "MICROS");
  private static final Set<String> CODED = Set.of("AUCTION_PRICE", "AUCTION_MIN_TO_WIN");

  private final NoticeKind kind;
  private final String host;
  private final List<Part> path;
  private final Map<String, Part> parameters = new LinkedHashMap<>();
  private final int constants;

  /**
   * @throws IllegalArgumentException if the template is invalid
   */
  Template(Feed.Template given) {
    String text = given.url();
    this.kind = given.kind();
    if (!Url.is(text)) {
      throw new IllegalArgumentException("notice template %s is no URL".formatted(text));
    }
    Url url = Url.of(text);
    if (url.host() != null && url.host().contains("${")) {
      throw new IllegalArgumentException(
          "notice template %s has a macro for a host".formatted(text));
    }
    this.host = url.host();
    this.path = url.path().stream().map(part -> Part.of(part, text)).toList();
    url.parameters()
        .forEach(
            parameter ->
                parameters.put(
                    parameter.name(), Part.of(Url.decodedOrAsItIs(parameter.value()), text)));
    this.constants =
        path.stream().mapToInt(Part::constants).sum()
            + (int) parameters.values().stream().filter(part -> part.macro == null).count();
  }

  NoticeKind kind() {
    return kind;
  }

  /** The number of constant characters of the path, plus the number of constant parameters. */
  int constants() {
    return constants;
  }

  /**
   * The decoded values of the macros in a URL; null if it does not match. A value that cannot be
   * decoded matches, and is null, so that it becomes an error of the notice.
   */
  Map<Macro, String> match(Url url) {
    if (url.path().size() != path.size()
        || (url.host() != null && host != null && !url.host().equals(host))) {
      return null;
    }
    Map<Macro, String> found = new LinkedHashMap<>();
    for (int i = 0; i < path.size(); i++) {
      Part part = path.get(i);
      String value = part.valueIn(url.path().get(i));
      if (value == null || (part.macro != null && value.isEmpty())) {
        return null;
      }
      part.put(found, decoded(value));
    }
    for (Map.Entry<String, Part> parameter : parameters.entrySet()) {
      Part part = parameter.getValue();
      String written = url.parameter(parameter.getKey());
      if (written == null && part.macro != null) {
        continue;
      }
      String text = written == null ? null : decoded(written);
      String value = text == null ? null : part.valueIn(text);
      boolean isBroken = written != null && text == null && part.macro != null;
      if (value == null && !isBroken) {
        return null;
      }
      part.put(found, value);
    }
    return found;
  }

  /** A percent-decoded text; null if it cannot be decoded. */
  private static String decoded(String text) {
    try {
      return Url.decoded(text);
    } catch (FaultException e) {
      return null;
    }
  }

  /**
   * A macro.
   *
   * @param name the name of the macro
   * @param code the encoding of the value; empty if there is none
   */
  record Macro(String name, String code) {}

  /**
   * A part of the path, or the value of a parameter: a constant, or a macro between two constants.
   *
   * @param macro the macro; null for a constant, which is in {@code before}
   */
  private record Part(String before, Macro macro, String after) {

    private static Part of(String text, String template) {
      Matcher macro = MACRO.matcher(text);
      if (!macro.find()) {
        if (text.contains("${")) {
          throw new IllegalArgumentException(
              "notice template %s has a macro without end".formatted(template));
        }
        return new Part(text, null, "");
      }
      String[] name = macro.group(1).split(":", 2);
      Macro found = new Macro(name[0], name.length == 1 ? "" : name[1]);
      Part part = new Part(text.substring(0, macro.start()), found, text.substring(macro.end()));
      if (part.before.contains("${") || part.after.contains("${")) {
        throw new IllegalArgumentException(
            "notice template %s has more than one macro in %s".formatted(template, text));
      }
      if (name.length > 1 && !(CODES.contains(found.code) && CODED.contains(found.name))) {
        throw new IllegalArgumentException(
            "notice template %s: %s cannot be decoded; prices can be as they are, :B64 or :MICROS"
                .formatted(template, macro.group()));
      }
      return part;
    }

    private int constants() {
      return before.length() + after.length();
    }

    /** What a text has for the macro, or the constant itself; null if the text does not fit. */
    private String valueIn(String text) {
      if (macro == null) {
        return text.equals(before) ? text : null;
      }
      boolean fits =
          text.length() >= constants() && text.startsWith(before) && text.endsWith(after);
      return fits ? text.substring(before.length(), text.length() - after.length()) : null;
    }

    private void put(Map<Macro, String> found, String value) {
      if (macro != null) {
        found.put(macro, value);
      }
    }
  }
}
