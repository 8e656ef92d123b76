package io.bidlake.bench.scale;

import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.TopicEvents;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Device;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.util.Utf8;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Copies bid requests; the copies have other countries and are otherwise the same. */
final class CountryCopy {

  private final BenchPlatform platform;

  CountryCopy(BenchPlatform platform) {
    this.platform = platform;
  }

  /** Copies all requests of {@code source}, to one traffic per number of countries. */
  List<Traffic> copies(Traffic source, List<Integer> countries) {
    List<Traffic> copies = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      for (int count : countries) {
        Traffic copy = new Traffic("countries-" + count, List.of(Topics.BID_REQUESTS), List.of());
        topics.createMissing(copy.names());
        copies.add(copy);
        targets.add(target(copy, CountryMix.of(count)));
      }
    }
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      new TopicEvents(platform, source)
          .read(
              Topics.BID_REQUESTS,
              request -> targets.forEach(it -> it.send(request, producer, failure)));
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "bid requests cannot be copied: " + failure.get().getMessage(), failure.get());
    }
    return copies;
  }

  private Target target(Traffic copy, CountryMix mix) {
    String topic = copy.nameOf(Topics.BID_REQUESTS);
    int schemaId =
        new SchemaRegistry(platform.registry())
            .register(Topic.subject(topic), Topics.BID_REQUESTS.schema());
    return new Target(topic, mix, new RequestEncoder(schemaId));
  }

  private record Target(String topic, CountryMix mix, RequestEncoder encoder) {

    /**
     * Sends the request with another country and the same key, so that it stays in its partition.
     */
    void send(
        BidRequest request, Producer<byte[], byte[]> producer, AtomicReference<Exception> failure) {
      byte[] key = request.getId().toString().getBytes(StandardCharsets.UTF_8);
      Device device = request.getDevice();
      if (device != null && device.getGeo() != null) {
        // A new object, because the decoder reuses it for the next request.
        device.getGeo().setCountry(new Utf8(mix.of(key)));
      }
      var unused =
          producer.send(
              new ProducerRecord<>(topic, key, encoder.encode(request)),
              (sent, error) -> {
                if (error != null) {
                  failure.compareAndSet(null, error);
                }
              });
    }
  }

  /** A producer with the generator's settings. */
  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            platform.addresses().kafka(),
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
