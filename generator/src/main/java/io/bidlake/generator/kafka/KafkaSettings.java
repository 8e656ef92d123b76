package io.bidlake.generator.kafka;

import io.bidlake.settings.Settings;
import java.util.Map;

/**
 * Where Kafka is and how to talk to it.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 * @param clientProperties Kafka's own settings, which go before ours
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> clientProperties) {

  public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap-servers";

  public static KafkaSettings read(Settings settings) {
    return new KafkaSettings(
        settings.text(
            BOOTSTRAP_SERVERS,
            "localhost:29092",
            "Kafka brokers, host:port, several separated by commas"),
        settings.family(
            "kafka",
            "Any setting of a Kafka producer, such as kafka.security.protocol or"
                + " kafka.compression.type"));
  }
}
