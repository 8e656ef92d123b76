package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.config.Addresses;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers of clicks, which are counted, and the registry beside them. */
final class KafkaFeed {

  private static final String CLICKS = Topics.CLICKS.name();

  private final Addresses addresses;
  private final int clickId;
  private final List<Future<?>> sent = new ArrayList<>();
  private int clicks;

  KafkaFeed(Addresses addresses) {
    this.addresses = addresses;
    this.clickId = register(Topics.CLICKS.schema(), CLICKS);
  }

  int clickId() {
    return clickId;
  }

  /** Those that must be rows. */
  int clicks() {
    return clicks;
  }

  void countClick() {
    clicks++;
  }

  /** The newest are no rows, or not yet. */
  void forgetClicks(int but) {
    clicks = but;
  }

  int register(Schema schema, String topic) {
    return new SchemaRegistry(
            new RegistrySettings(addresses.schemaRegistry().toString(), "", "", "", ""))
        .register(Topic.subject(topic), schema);
  }

  int register(String subject, String schema, String references) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String body =
        "{\"schema\":%s,\"references\":%s}".formatted(json.writeValueAsString(schema), references);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(addresses.schemaRegistry() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    assertThat(json.readTree(answer).path("id").isInt()).as(answer).isTrue();
    return json.readTree(answer).path("id").asInt();
  }

  void sendClick(KafkaProducer<byte[], byte[]> producer, int partition) throws Exception {
    String id = "click-%d-%d".formatted(partition, System.nanoTime());
    sendClick(producer, partition, WireMessages.of(clickId, SampleEvents.click(id, "i", "r")));
  }

  void sendClick(KafkaProducer<byte[], byte[]> producer, int partition, byte[] value) {
    send(producer, new ProducerRecord<>(CLICKS, partition, null, value));
    clicks++;
  }

  void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    sent.add(producer.send(message));
  }

  void awaitSent() throws Exception {
    for (Future<?> each : sent) {
      each.get();
    }
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(kafka(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Map<String, Object> kafka(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", addresses.kafka());
    return settings;
  }
}
