package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * The topic to which the auction job writes the sums of {@code serving_by_minute} while they grow,
 * as {@link Spend}.
 */
public final class SpendTopic {

  /**
   * Configuration of the topic when Bidlake creates it: the last record of each minute, campaign
   * and publisher stays as long as the broker keeps records.
   */
  public static final Map<String, String> CONFIG =
      Map.of("cleanup.policy", "compact,delete", "message.timestamp.type", "LogAppendTime");

  /** Key of the setting of its name. */
  public static final String KEY = "spend.topic";

  /** Description of the setting. */
  public static final String DESCRIPTION =
      "Topic for the sums of serving_by_minute while they grow, or none";

  private static final String NONE = "none";

  private SpendTopic() {}

  /** Returns the configured name of the topic; empty if nothing is written. */
  public static Optional<String> read(Settings settings, KafkaSettings kafka) {
    String name = KafkaSettings.legalName(KEY, settings.text(KEY, NONE, DESCRIPTION), settings);
    if (kafka.topicNames().containsValue(name)) {
      settings.reject("%s must not be a topic of events, was %s".formatted(KEY, name));
    }
    return name.equals(NONE) ? Optional.empty() : Optional.of(name);
  }
}
