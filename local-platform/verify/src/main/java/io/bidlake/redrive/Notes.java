package io.bidlake.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.kafka.RecordId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Writes the notes that {@link io.bidlake.verify.kafka.SentAgain} reads. They are in a compacted
 * topic, so that Kafka keeps the note of each letter permanently; its value is the letter's new
 * position. Notes are in Kafka and not in the lake, so that one transaction contains a letter and
 * its note, and because a letter in two lakes is still one Kafka record.
 *
 * @param topic the name of the topic
 */
record Notes(String topic) {

  private static final String POLICY = "cleanup.policy";
  private static final String COMPACT = "compact";

  /**
   * Creates the topic if it does not exist.
   *
   * @param replicas its replication factor
   * @throws CannotVerifyException if the topic exists and is not compacted, so that it would lose
   *     notes
   */
  void prepare(Admin admin, int replicas) {
    NewTopic created = new NewTopic(topic, 1, (short) replicas).configs(Map.of(POLICY, COMPACT));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      try {
        admin.createTopics(List.of(created)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
      String policy =
          admin.describeConfigs(List.of(resource)).all().get().get(resource).get(POLICY).value();
      if (!policy.equals(COMPACT)) {
        throw new CannotVerifyException(
            "topic %s must have %s=%s, was '%s': Kafka would forget which letters were sent"
                .formatted(topic, POLICY, COMPACT, policy));
      }
    } catch (ExecutionException e) {
      throw new KafkaException("topic %s: %s".formatted(topic, e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  ProducerRecord<byte[], byte[]> note(RecordId letter, RecordMetadata now) {
    String value = "%s/%d/%d".formatted(now.topic(), now.partition(), now.offset());
    return new ProducerRecord<>(topic, 0, letter.toString().getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
