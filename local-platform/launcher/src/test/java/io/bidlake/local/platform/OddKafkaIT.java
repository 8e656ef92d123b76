package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.Job;
import io.bidlake.model.Click;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import io.bidlake.verify.Verify;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What producers and operators of Kafka can do, on the real servers; the tests build on another.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OddKafkaIT {

  private static final String CLICKS = Topics.CLICKS.name();
  private static final String INGEST = "bidlake-ingest";
  private static final Duration SOON = Duration.ofMinutes(2);

  private static final List<Future<?>> SENT = new ArrayList<>();

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static int clickId;
  private static KafkaProducer<byte[], byte[]> open;
  private static int clicks;
  private static int deadLetters;

  @BeforeAll
  static void start() {
    PlatformConfig config = TestPlatform.in(temp);
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stop() {
    open.close(Duration.ZERO);
    platform.stop();
  }

  @Test
  @Order(1)
  void everyKindOfRecordIsARowOrADeadLetterOnce() throws Exception {
    SchemaRegistry registry =
        new SchemaRegistry(
            new RegistrySettings(platform.addresses().schemaRegistry().toString(), "", "", "", ""));
    clickId = registry.register(Topic.subject(CLICKS), Click.getClassSchema());
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      try (var producer = producer(Map.of("compression.type", codec, "linger.ms", 20))) {
        for (int i = 0; i < 50; i++) {
          sendClick(producer, i % 4);
        }
      }
    }
    try (var producer = producer(Map.of())) {
      oddRecords(producer);
      otherSchemas(producer, registry);
    }
    transactions();

    for (Job job : platform.jobs()) {
      platform.startJob(job);
    }
    assertVerified();
  }

  /** Ids, values and headers of any kind, and 3,000 ids that no registry has. */
  private static void oddRecords(KafkaProducer<byte[], byte[]> producer) throws Exception {
    byte[] click = WireMessages.of(clickId, SampleEvents.click("headers", "i", "r"));
    ProducerRecord<byte[], byte[]> withHeaders = new ProducerRecord<>(CLICKS, 0, null, click);
    withHeaders.headers().add("a", null).add("a", new byte[1_000]).add("", new byte[0]);
    producer.send(withHeaders).get();
    clicks++;
    List<byte[]> bad = new ArrayList<>();
    bad.add(null);
    bad.add(new byte[0]);
    bad.add("{\"click_id\": 1}".getBytes(UTF_8));
    for (int id : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      bad.add(WireMessages.of(id, SampleEvents.click("c", "i", "r")));
    }
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      bad.add(WireMessages.of(random.nextInt() | 1 << 20, SampleEvents.click("c", "i", "r")));
    }
    for (byte[] value : bad) {
      SENT.add(producer.send(new ProducerRecord<>(CLICKS, 1, new byte[] {1}, value)));
      deadLetters++;
    }
    producer.flush();
  }

  private static void otherSchemas(KafkaProducer<byte[], byte[]> producer, SchemaRegistry registry)
      throws Exception {
    Schema micros = Schema.create(Schema.Type.LONG);
    micros.addProp("logicalType", "timestamp-micros");
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    for (Schema.Field each : Click.getClassSchema().getFields()) {
      boolean time = each.name().equals("event_timestamp");
      fields.name(each.name()).type(time ? micros : each.schema()).noDefault();
    }
    Schema schema = fields.endRecord();
    GenericData.Record click = new GenericData.Record(schema);
    schema.getFields().forEach(it -> click.put(it.name(), it.name()));
    click.put("event_timestamp", SampleEvents.TIME.toEpochMilli() * 1_000);
    int id = registry.register("clicks-micros-value", schema);
    send(producer, 2, WireMessages.of(id, click));

    register("a-note", "{\"type\":\"record\",\"name\":\"a.Note\",\"fields\":[]}", "[]");
    String referring =
        Click.getClassSchema()
            .toString()
            .replace("\"fields\":[", "\"fields\":[{\"name\":\"note\",\"type\":\"a.Note\"},");
    int referringId =
        register(
            "clicks-with-note-value",
            referring,
            "[{\"name\":\"a.Note\",\"subject\":\"a-note\",\"version\":1}]");
    send(producer, 2, WireMessages.of(referringId, SampleEvents.click("note", "i", "r")));
  }

  private static int register(String subject, String schema, String references) throws Exception {
    ObjectMapper json = new ObjectMapper();
    String body =
        "{\"schema\":%s,\"references\":%s}".formatted(json.writeValueAsString(schema), references);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    platform.addresses().schemaRegistry() + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    assertThat(json.readTree(answer).path("id").isInt()).as(answer).isTrue();
    return json.readTree(answer).path("id").asInt();
  }

  /** One is committed, then one is aborted, so that each partition ends with what no job reads. */
  private static void transactions() throws Exception {
    try (var producer = producer(Map.of("transactional.id", "finished"))) {
      producer.initTransactions();
      for (boolean commit : new boolean[] {true, false}) {
        int before = clicks;
        producer.beginTransaction();
        for (int i = 0; i < 40; i++) {
          sendClick(producer, i % 4);
        }
        producer.flush();
        if (commit) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
          clicks = before;
        }
      }
    }
    open = producer(Map.of("transactional.id", "open", "transaction.timeout.ms", 800_000));
    open.initTransactions();
    open.beginTransaction();
    int before = clicks;
    sendClick(open, 3);
    open.flush();
    try (var behind = producer(Map.of())) {
      sendClick(behind, 3);
    }
    clicks = before; // Both come when the transaction has ended.
  }

  @Test
  @Order(2)
  void whatWasHeldByATransactionAndNewPartitionsAreReadSoon() throws Exception {
    open.commitTransaction();
    clicks += 2;
    try (Admin admin = Admin.create(kafka(Map.of()))) {
      admin.createPartitions(Map.of(CLICKS, NewPartitions.increaseTo(6))).all().get();
    }
    try (var producer = producer(Map.of("metadata.max.age.ms", 100))) {
      for (int i = 0; i < 20; i++) {
        sendClick(producer, 4 + i % 2);
      }
    }
    assertVerified();
  }

  @Test
  @Order(3)
  void recordsThatAreGoneBeforeTheyWereReadStopTheJob() throws Exception {
    platform.stopJob(INGEST);
    TopicPartition partition = new TopicPartition(CLICKS, 5);
    try (var producer = producer(Map.of());
        Admin admin = Admin.create(kafka(Map.of()))) {
      sendClick(producer, 5);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
    }
    platform.startJob(ingest());
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(failures()).contains("out of range", partition.toString()));
  }

  private static Job ingest() {
    return platform.jobs().stream().filter(it -> it.name().equals(INGEST)).findAny().orElseThrow();
  }

  private static String failures() throws Exception {
    String flink = platform.addresses().flink().toString();
    StringBuilder texts = new StringBuilder();
    for (JsonNode job : new ObjectMapper().readTree(get(flink + "/jobs/overview")).path("jobs")) {
      texts.append(get("%s/jobs/%s/exceptions".formatted(flink, job.path("jid").asText())));
    }
    return texts.toString();
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static void assertVerified() throws Exception {
    for (Future<?> each : SENT) {
      each.get();
    }
    List<String> arguments = new ArrayList<>(platform.addresses().asArguments());
    arguments.addAll(List.of("--flink.url", "" + platform.addresses().flink(), "--format", "json"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        Verify.run(
            arguments, platform.addresses().catalogSecrets(), new PrintStream(out), System.err);
    String report = out.toString(UTF_8);
    assertThat(exitCode).as(report).isZero();
    JsonNode tables = new ObjectMapper().readTree(report).path("tables");
    assertThat(lakeRows(tables, "clicks")).as(report).isEqualTo(clicks);
    assertThat(lakeRows(tables, "dead_letters")).isEqualTo(deadLetters);
  }

  private static long lakeRows(JsonNode tables, String name) {
    for (JsonNode table : tables) {
      if (table.path("table").asText().equals(name)) {
        return table.path("total").path("lakeRows").asLong();
      }
    }
    throw new AssertionError("no table " + name);
  }

  private static void sendClick(KafkaProducer<byte[], byte[]> producer, int partition)
      throws Exception {
    String id = "click-%d-%d".formatted(partition, System.nanoTime());
    send(producer, partition, WireMessages.of(clickId, SampleEvents.click(id, "i", "r")));
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int partition, byte[] value)
      throws Exception {
    SENT.add(producer.send(new ProducerRecord<>(CLICKS, partition, null, value)));
    clicks++;
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(kafka(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> kafka(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", platform.addresses().kafka());
    return settings;
  }
}
