package io.bidlake.local.flink;

import io.bidlake.model.SpendTopic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The topic of the auction job, which the platform has unless the user says otherwise. */
public final class PublishedSpend {
  private static final String TOPIC = "spend";

  private PublishedSpend() {}

  /** The arguments for the job that writes the topic, and for the program that verifies it. */
  public static List<String> asArguments(Map<String, String> environment) {
    String variable = SpendTopic.KEY.replace('.', '_').toUpperCase(Locale.ROOT);
    return List.of("--" + SpendTopic.KEY, environment.getOrDefault(variable, TOPIC));
  }
}
