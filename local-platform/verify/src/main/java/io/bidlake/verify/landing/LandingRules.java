package io.bidlake.verify.landing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bidlake.settings.Durations;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of the landing job: what its YAML file says about the values in the tables. */
public final class LandingRules {

  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern OF_TIME =
      Pattern.compile("\\s*(?:day|hour|month)s?\\(\\s*([^)]*?)\\s*\\)\\s*");

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

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
      return new LandingRules(YAML.readTree(in).path("topics"), hash);
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
      return new LandingRules(YAML.readTree(yaml).path("topics"), hash);
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
    } catch (IllegalArgumentException e) {
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

  private TopicRule rule(JsonNode node) {
    Given rule = YAML.convertValue(node, Given.class);
    FieldRules fields =
        new FieldRules(
            Set.copyOf(given(rule.leaveOut, List.of())),
            Set.copyOf(given(rule.hash, List.of())),
            given(rule.rename, Map.of()),
            given(rule.columns, Map.<String, Object>of()).keySet(),
            hash);
    return new TopicRule(
        Optional.ofNullable(rule.format),
        fields,
        Optional.ofNullable(rule.deduplicate)
            .map(
                each ->
                    new Deduplicate(
                        given(each.by, List.of()),
                        Durations.parsePositive(given(each.within, "")))),
        Optional.ofNullable(rule.retention).map(Durations::parsePositive),
        given(rule.partitionBy, List.<String>of()).stream()
            .map(OF_TIME::matcher)
            .filter(Matcher::matches)
            .map(time -> time.group(1))
            .toList());
  }

  private static <T> T given(T value, T otherwise) {
    return Objects.requireNonNullElse(value, otherwise);
  }

  /** The rule of a topic as the file gives it; null for what it does not say. */
  private record Given(
      Format format,
      List<String> leaveOut,
      List<String> hash,
      Map<String, String> rename,
      Map<String, Object> columns,
      Keys deduplicate,
      String retention,
      List<String> partitionBy) {}

  private record Keys(List<String> by, String within) {}
}
