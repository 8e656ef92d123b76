package io.bidlake.landing.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bidlake.domain.reference.ReferenceFormat;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.settings.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;

/** Reads rules from YAML. */
public final class RulesFormat implements ReferenceFormat<Rules> {

  private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]*");

  private final byte[] hashKey;

  /**
   * @param hashKey secret key of the hashes; empty if none is set
   */
  public RulesFormat(String hashKey) {
    this.hashKey = hashKey.getBytes(StandardCharsets.UTF_8);
  }

  /** The file. */
  record File(Map<String, Entry> topics) {}

  /** The rule of a topic, as it is written. */
  record Entry(
      String table,
      TopicRule.Format format,
      List<String> partitionBy,
      List<String> sortBy,
      Deduplicate deduplicate,
      Set<String> leaveOut,
      Set<String> hash,
      Map<String, String> rename,
      Map<String, String> columns,
      String retention) {

    /** Which records are left out as repeated. */
    record Deduplicate(List<String> by, String within) {}
  }

  @Override
  public Rules packaged() {
    return Rules.NONE;
  }

  @Override
  public Rules parse(byte[] content) {
    File file;
    try {
      YAMLMapper mapper = mapper();
      // An empty file has no rules.
      file = mapper.treeToValue(mapper.readTree(content), File.class);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException("%s: %s".formatted(pathOf(e), e.getOriginalMessage()), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "line %d: %s".formatted(e.getLocation().getLineNr(), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    Map<String, TopicRule> ofTopic = new HashMap<>();
    List<Rules.OfPattern> ofPattern = new ArrayList<>();
    if (file != null && file.topics != null) {
      file.topics.forEach(
          (topic, entry) -> {
            TopicRule rule = rule(topic, entry);
            if (topic.length() > 1 && topic.startsWith("/") && topic.endsWith("/")) {
              require(entry.table == null, topic, "table", "cannot be the same for all topics");
              ofPattern.add(new Rules.OfPattern(pattern(topic), rule));
            } else {
              ofTopic.put(topic, rule);
            }
          });
    }
    return new Rules(ofTopic, ofPattern);
  }

  private static YAMLMapper mapper() {
    return YAMLMapper.builder(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static String pathOf(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .collect(Collectors.joining(" "));
  }

  private static Pattern pattern(String topic) {
    return checked(topic, "", () -> Pattern.compile(topic.substring(1, topic.length() - 1)));
  }

  private TopicRule rule(String topic, Entry entry) {
    require(entry != null, topic, "", "must have at least one line");
    require(
        entry.table == null || TABLE.matcher(entry.table).matches(),
        topic,
        "table",
        "must be small letters, digits and underscores, was '%s'".formatted(entry.table));
    require(
        orNone(entry.hash).isEmpty() || hashKey.length > 0,
        topic,
        "hash",
        "needs a key in landing.hash-key");
    return new TopicRule(
        Optional.ofNullable(entry.table),
        entry.format == null ? TopicRule.Format.ANY : entry.format,
        partitionBy(topic, entry.partitionBy),
        entry.sortBy == null ? List.of() : List.copyOf(entry.sortBy),
        repeats(topic, entry.deduplicate),
        new FieldRules(
            orNone(entry.leaveOut),
            orNone(entry.hash),
            renamed(topic, entry.rename),
            types(topic, entry.columns),
            hashKey),
        entry.retention == null ? null : duration(topic, "retention", entry.retention));
  }

  private static Set<String> orNone(Set<String> fields) {
    return fields == null ? Set.of() : new HashSet<>(fields);
  }

  private static List<PartitionBy> partitionBy(String topic, List<String> given) {
    if (given == null) {
      return List.of(PartitionBy.DAY_OF_RECORD);
    }
    if (given.equals(List.of("none"))) {
      return List.of();
    }
    return given.stream()
        .map(part -> checked(topic, "partition-by", () -> PartitionBy.parse(part)))
        .toList();
  }

  private static TopicRule.Repeats repeats(String topic, Entry.Deduplicate given) {
    if (given == null) {
      return null;
    }
    require(
        given.by != null && !given.by.isEmpty() && given.within != null,
        topic,
        "deduplicate",
        "must have the columns (by) and a duration (within)");
    return new TopicRule.Repeats(
        List.copyOf(given.by), duration(topic, "deduplicate within", given.within));
  }

  private static Map<String, String> renamed(String topic, Map<String, String> given) {
    Map<String, String> names = given == null ? Map.of() : new LinkedHashMap<>(given);
    names.forEach(
        (field, name) ->
            require(
                ColumnNames.of(name).equals(name),
                topic,
                "rename " + field,
                "must be letters, digits and underscores, was '%s'".formatted(name)));
    return names;
  }

  private static Map<String, Type> types(String topic, Map<String, String> given) {
    Map<String, Type> types = new HashMap<>();
    if (given != null) {
      given.forEach(
          (field, type) ->
              types.put(field, checked(topic, "columns " + field, () -> ColumnTypes.parse(type))));
    }
    return types;
  }

  private static Duration duration(String topic, String key, String text) {
    try {
      return Durations.parsePositive(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s %s must be %s, was '%s'".formatted(topic, key, e.getMessage(), text), e);
    }
  }

  private static <T> T checked(String topic, String key, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s %s: %s".formatted(topic, key, e.getMessage()), e);
    }
  }

  private static void require(boolean condition, String topic, String key, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(
          "%s %s".formatted(key.isEmpty() ? topic : topic + " " + key, problem));
    }
  }
}
