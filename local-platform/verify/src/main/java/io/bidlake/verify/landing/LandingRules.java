package io.bidlake.verify.landing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.columns.FieldRules;
import io.bidlake.verify.columns.KeyedHash;
import io.bidlake.verify.landing.TopicRule.Deduplicate;
import io.bidlake.verify.landing.TopicRule.Format;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the landing job: what its YAML file says about the values in the tables. */
public final class LandingRules {

  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");
  private static final Pattern OF_TIME =
      Pattern.compile("\\s*(?:day|hour|month)s?\\(\\s*([^)]*?)\\s*\\)\\s*");

  private final JsonNode topics;
  private final KeyedHash hash;

  private LandingRules(JsonNode topics, KeyedHash hash) {
    this.topics = topics;
    this.hash = hash;
  }

  /**
   * Reads the file.
   *
   * @param place a path or URI; empty for no rules
   * @param opened opens a URI that Java cannot open, such as one of the object store
   * @throws CannotVerifyException if it cannot be read
   */
  public static LandingRules read(
      Optional<String> place, KeyedHash hash, Function<String, InputStream> opened) {
    if (place.isEmpty()) {
      return of("", hash);
    }
    try (InputStream in = open(place.get(), opened)) {
      return new LandingRules(new YAMLMapper().readTree(in).path("topics"), hash);
    } catch (IOException | RuntimeException e) {
      throw new CannotVerifyException(
          "landing.rules: %s cannot be read: %s"
              .formatted(place.get(), CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  /** Reads a text. */
  static LandingRules of(String yaml, KeyedHash hash) {
    try {
      return new LandingRules(new YAMLMapper().readTree(yaml).path("topics"), hash);
    } catch (IOException e) {
      throw new CannotVerifyException("landing.rules: " + CannotVerifyException.rootMessage(e), e);
    }
  }

  private static InputStream open(String place, Function<String, InputStream> opened)
      throws IOException {
    if (!WITH_SCHEME.matcher(place).matches()) {
      return Files.newInputStream(Path.of(place));
    }
    URI uri = URI.create(place);
    return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
      case "file" -> Files.newInputStream(Path.of(uri));
      case "http", "https" -> uri.toURL().openStream();
      default -> opened.apply(place);
    };
  }

  /**
   * The rule of a topic: that of its name, or else the first whose expression matches.
   *
   * @throws CannotVerifyException if it cannot be understood
   */
  TopicRule of(String topic) {
    try {
      return find(topic);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new CannotVerifyException(
          "landing.rules: the rule of %s is not valid: %s"
              .formatted(topic, CannotVerifyException.rootMessage(e)),
          e);
    }
  }

  private TopicRule find(String topic) {
    if (topics.has(topic)) {
      return rule(topics.path(topic));
    }
    for (Map.Entry<String, JsonNode> each : topics.properties()) {
      String name = each.getKey();
      boolean isExpression = name.length() > 2 && name.startsWith("/") && name.endsWith("/");
      if (isExpression && Pattern.matches(name.substring(1, name.length() - 1), topic)) {
        return rule(each.getValue());
      }
    }
    return TopicRule.NONE;
  }

  private TopicRule rule(JsonNode rule) {
    Map<String, String> renamed = new HashMap<>();
    rule.path("rename").properties().forEach(e -> renamed.put(e.getKey(), e.getValue().asText()));
    FieldRules fields =
        new FieldRules(
            new HashSet<>(texts(rule.path("leave-out"))),
            new HashSet<>(texts(rule.path("hash"))),
            renamed,
            new HashSet<>(names(rule.path("columns"))),
            hash);
    return new TopicRule(
        optional(rule.path("format"))
            .map(text -> Format.valueOf(text.trim().toUpperCase(Locale.ROOT))),
        fields,
        deduplicate(rule.path("deduplicate")),
        optional(rule.path("retention")).map(LandingRules::duration),
        texts(rule.path("partition-by")).stream()
            .map(OF_TIME::matcher)
            .filter(Matcher::matches)
            .map(time -> time.group(1))
            .toList());
  }

  private static Optional<Deduplicate> deduplicate(JsonNode rule) {
    return rule.isObject()
        ? Optional.of(
            new Deduplicate(texts(rule.path("by")), duration(rule.path("within").asText())))
        : Optional.empty();
  }

  private static Optional<String> optional(JsonNode text) {
    return text.isMissingNode() || text.isNull() ? Optional.empty() : Optional.of(text.asText());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The texts of a list; a single text is a list of one. */
  private static List<String> texts(JsonNode list) {
    if (!list.isArray()) {
      return optional(list).map(List::of).orElse(List.of());
    }
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Duration.parse(text.trim());
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
