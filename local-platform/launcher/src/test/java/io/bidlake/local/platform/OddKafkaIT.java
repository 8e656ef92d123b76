package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.service.KafkaOffsets;
import io.bidlake.model.Click;
import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
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
  private static final List<String> SKIP = List.of("--kafka.gone-records", "skip");
  private static final String INGEST = "bidlake-ingest";
  private static final Duration SOON = Duration.ofMinutes(4);

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static KafkaFeed feed;
  private static KafkaProducer<byte[], byte[]> open;
  private static int deadLetters;

  @BeforeAll
  static void start() {
    PlatformConfig config = TestPlatform.in(temp);
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
    feed = new KafkaFeed(platform.addresses());
  }

  @AfterAll
  static void stop() {
    platform.stop();
  }

  @Test
  @Order(1)
  void everyKindOfRecordIsARowOrADeadLetterOnce() throws Exception {
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      try (var producer = feed.producer(Map.of("compression.type", codec, "linger.ms", 20))) {
        for (int i = 0; i < 50; i++) {
          feed.sendClick(producer, i % 4);
        }
      }
    }
    try (var producer = feed.producer(Map.of())) {
      oddRecords(producer);
      otherSchemas(producer);
    }
    transactions();

    platform.startJob(TestPlatform.ingestJob(platform));
    assertVerified();
    assertNothingRemains();
  }

  /** Neither in the open transaction nor behind it, nor markers: a demo would wait for ever. */
  private static void assertNothingRemains() {
    try (KafkaOffsets offsets = new KafkaOffsets(platform.addresses().kafka())) {
      await().atMost(SOON).until(() -> offsets.remaining(INGEST, Topics.ALL) == 0);
    }
  }

  /** Ids, values and headers of any kind, and 3,000 ids that no registry has. */
  private static void oddRecords(KafkaProducer<byte[], byte[]> producer) throws Exception {
    byte[] click = WireMessages.of(feed.clickId(), SampleEvents.click("headers", "i", "r"));
    ProducerRecord<byte[], byte[]> withHeaders = new ProducerRecord<>(CLICKS, 0, null, click);
    withHeaders.headers().add("a", null).add("a", new byte[1_000]).add("", new byte[0]);
    producer.send(withHeaders).get();
    feed.countClick();
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
      feed.send(producer, new ProducerRecord<>(CLICKS, 1, new byte[] {1}, value));
      deadLetters++;
    }
    producer.flush();
  }

  private static void otherSchemas(KafkaProducer<byte[], byte[]> producer) throws Exception {
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
    int id = feed.register(schema, "clicks-micros");
    feed.sendClick(producer, 2, WireMessages.of(id, click));

    feed.register("a-note", "{\"type\":\"record\",\"name\":\"a.Note\",\"fields\":[]}", "[]");
    String referring =
        Click.getClassSchema()
            .toString()
            .replace("\"fields\":[", "\"fields\":[{\"name\":\"note\",\"type\":\"a.Note\"},");
    int referringId =
        feed.register(
            "clicks-with-note-value",
            referring,
            "[{\"name\":\"a.Note\",\"subject\":\"a-note\",\"version\":1}]");
    feed.sendClick(producer, 2, WireMessages.of(referringId, SampleEvents.click("note", "i", "r")));
  }

  /** One is committed, then one is aborted, so that each partition ends with what no job reads. */
  private static void transactions() throws Exception {
    try (var producer = feed.producer(Map.of("transactional.id", "finished"))) {
      producer.initTransactions();
      for (boolean commit : new boolean[] {true, false}) {
        int before = feed.clicks();
        producer.beginTransaction();
        for (int i = 0; i < 40; i++) {
          feed.sendClick(producer, i % 4);
        }
        producer.flush();
        if (commit) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
          feed.forgetClicks(before);
        }
      }
    }
    open = feed.producer(Map.of("transactional.id", "open", "transaction.timeout.ms", 800_000));
    open.initTransactions();
    open.beginTransaction();
    int before = feed.clicks();
    feed.sendClick(open, 3);
    open.flush();
    try (var behind = feed.producer(Map.of())) {
      feed.sendClick(behind, 3);
    }
    feed.forgetClicks(before); // Both come when the transaction has ended.
  }

  @Test
  @Order(2)
  void whatWasHeldByATransactionAndNewPartitionsAreReadSoon() throws Exception {
    open.commitTransaction();
    feed.countClick();
    feed.countClick();
    try (Admin admin = Admin.create(feed.kafka(Map.of()))) {
      admin.createPartitions(Map.of(CLICKS, NewPartitions.increaseTo(6))).all().get();
    }
    try (var producer = feed.producer(Map.of("metadata.max.age.ms", 100))) {
      for (int i = 0; i < 20; i++) {
        feed.sendClick(producer, 4 + i % 2);
      }
    }
    assertVerified();
  }

  @Test
  @Order(3)
  void recordsThatAreGoneBeforeTheyWereReadStopTheJob() throws Exception {
    assertThat(platform.stopJob(INGEST)).isPresent();
    TopicPartition partition = new TopicPartition(CLICKS, 5);
    try (var producer = feed.producer(Map.of());
        Admin admin = Admin.create(feed.kafka(Map.of()))) {
      feed.sendClick(producer, 5);
      feed.awaitSent();
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
    }
    platform.startJob(ingest(List.of()));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(failures()).contains("out of range", partition.toString()));
  }

  @Test
  @Order(4)
  void goesOnBehindRecordsThatAreGoneWhenTheyMayBeSkipped() throws Exception {
    RunningJob failing =
        platform.runningJobs().stream().filter(job -> !job.ended()).findAny().orElseThrow();
    HttpRequest cancel =
        HttpRequest.newBuilder(URI.create(platform.addresses().flink() + "/jobs/" + failing.id()))
            .method("PATCH", BodyPublishers.noBody())
            .build();
    HttpClient.newHttpClient().send(cancel, BodyHandlers.discarding());
    await().atMost(SOON).until(() -> platform.runningJobs().stream().allMatch(RunningJob::ended));
    feed.forgetClicks(feed.clicks() - 1);
    try (var producer = feed.producer(Map.of())) {
      feed.sendClick(producer, 5);
    }

    platform.startJob(ingest(SKIP));

    awaitClicksInTheLake();
  }

  @Test
  @Order(5)
  void aTopicThatIsDeletedAndMadeAnewIsReadFromItsBeginning() throws Exception {
    assertThat(platform.stopJob(INGEST))
        .hasValueSatisfying(it -> assertThat(it.problem()).isEmpty());
    open.close(Duration.ZERO);
    try (Admin admin = Admin.create(feed.kafka(Map.of()))) {
      admin.deleteTopics(List.of(CLICKS)).all().get();
      NewTopic anew = new NewTopic(CLICKS, 6, (short) 1);
      await()
          .atMost(SOON)
          .ignoreExceptionsMatching(it -> it.getCause() instanceof TopicExistsException)
          .until(() -> admin.createTopics(List.of(anew)).all().get() == null);
    }
    try (var producer = feed.producer(Map.of())) {
      for (int partition = 0; partition < 6; partition++) {
        feed.sendClick(producer, partition);
      }
    }

    platform.startJob(ingest(SKIP));

    awaitClicksInTheLake();
  }

  /** Once each, by the table's own count: verify cannot tell when records are gone from Kafka. */
  private static void awaitClicksInTheLake() throws Exception {
    feed.awaitSent();
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("it", platform.addresses().catalogProperties());
      TableIdentifier table = TableIdentifier.of(Tables.NAMESPACE, Tables.CLICKS.name());
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(catalog.loadTable(table).currentSnapshot().summary())
                      .containsEntry(SnapshotSummary.TOTAL_RECORDS_PROP, "" + feed.clicks()));
    }
  }

  private static Job ingest(List<String> settings) {
    return TestPlatform.ingestJob(platform).withArguments(settings);
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
    feed.awaitSent();
    Reconciled reconciled = Reconciled.ofIngest(platform);
    assertThat(reconciled.lakeRows("clicks"))
        .as(reconciled.report().toPrettyString())
        .isEqualTo(feed.clicks());
    assertThat(reconciled.lakeRows("dead_letters")).isEqualTo(deadLetters);
  }
}
