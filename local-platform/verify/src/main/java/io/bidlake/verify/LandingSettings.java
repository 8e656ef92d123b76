package io.bidlake.verify;

import io.bidlake.settings.Settings;
import io.bidlake.verify.columns.KeyedHash;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The settings of the landing tables, with the landing job's own keys.
 *
 * @param topics the names of the topics that the job reads
 * @param namespace the namespace of the tables
 * @param rules the file with the rules of the topics; empty for none
 * @param hash computes the hashes of fields
 * @param jobName the name of the job in Flink
 * @param group the consumer group to which the job commits its offsets
 */
public record LandingSettings(
    Pattern topics,
    String namespace,
    Optional<String> rules,
    KeyedHash hash,
    String jobName,
    String group) {

  private static final String TOPICS = "events\\..*";

  static LandingSettings read(Settings settings) {
    String topics =
        settings.text(
            "landing.topics", TOPICS, "Topics of the landing job, as a regular expression");
    String namespace =
        settings.text("landing.namespace", "landing", "Iceberg namespace of the landing tables");
    Optional<String> rules =
        settings.optionalText("landing.rules", "Rules of the landing job, a YAML file or a URI");
    String key =
        settings.text("landing.hash-key", "", "Key of the hashes that the landing job writes");
    String name =
        settings.text("landing.job-name", "bidlake-landing", "Name of the landing job in Flink");
    return new LandingSettings(
        pattern(topics, settings),
        namespace,
        rules.filter(text -> !text.isBlank()),
        new KeyedHash(key),
        name,
        settings.text("landing.group-id", name, "Consumer group of the landing job"));
  }

  private static Pattern pattern(String topics, Settings settings) {
    try {
      return Pattern.compile(topics);
    } catch (PatternSyntaxException e) {
      settings.reject("landing.topics must be a regular expression, was '%s'".formatted(topics));
      return Pattern.compile(TOPICS);
    }
  }
}
