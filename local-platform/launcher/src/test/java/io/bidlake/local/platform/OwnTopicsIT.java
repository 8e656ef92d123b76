package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.conversion.Conversion;
import io.bidlake.ingest.ConversionsJob;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.flink.Job;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import io.bidlake.testing.OpenRtbSamples;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import io.bidlake.verify.layout.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
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
 * What teams bring, on the real servers: OpenRTB JSON and notices instead of Avro, and a flat topic
 * that Bidlake does not know, of which its schema, one {@link Topic} and one {@link FlatTable}
 * bring the events into a table and into the reconciliation.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnTopicsIT {

  private static final int EVENTS = 1_000;
  private static final String INGEST = "bidlake-ingest";

  /** Notices of all kinds are in one topic, as trackers log them. */
  private static final List<String> FORMATS =
      List.of(
          "--topic.bid-requests.format", "openrtb-json",
          "--topic.bid-responses.format", "openrtb-json",
          "--topic.impressions", "notices",
          "--topic.impressions.format", "notices",
          "--topic.clicks", "notices",
          "--topic.clicks.format", "notices",
          "--topic.notices.format", "notices");

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;

  @BeforeAll
  static void start() throws Exception {
    config = TestPlatform.in(temp);
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
    sendConversions();
    List<Job> jobs = new ArrayList<>();
    for (Job job : TestPlatform.jobsOfEvents(platform)) {
      Job formatted = job.withArguments(FORMATS);
      jobs.add(job.name().equals(INGEST) ? withConversions(formatted) : formatted);
    }
    Parallel.each(jobs, platform::startJob);
  }

  @AfterAll
  static void stop() {
    platform.stop();
  }

  @Test
  @Order(1)
  void eventsOfANewTopicAreInItsTableAndInTheReconciliation() throws Exception {
    Reconciled reconciled = reconciled();

    assertThat(reconciled.lakeRows("conversions")).isEqualTo(EVENTS + 1);
    assertThat(reconciled.total("conversions").path("lakeDuplicates").asLong()).isEqualTo(1);
    assertThat(reconciled.lakeRows("dead_letters")).isEqualTo(1);
  }

  @Test
  @Order(2)
  void jsonAndNoticesAreInTheTablesAndInTheReconciliation() throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", platform.addresses().kafka());
    try (var producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (OpenRtbSamples.Sample sample : OpenRtbSamples.all()) {
        List<? extends Topic<?>> topics = sample.topics();
        String topic = topics.contains(Topics.NOTICES) ? "notices" : topics.get(0).name();
        producer.send(new ProducerRecord<>(topic, sample.bytes())).get();
      }
      // The samples' own URLs are those of other feeds.
      for (Feed.Template template : Feed.DEFAULTS.notices()) {
        producer
            .send(
                new ProducerRecord<>(
                    "notices", OpenRtbSamples.filled(template).getBytes(StandardCharsets.UTF_8)))
            .get();
      }
    }

    Reconciled reconciled = reconciled();

    for (String table :
        List.of("bid_requests", "bid_responses", "impressions", "clicks", "notices")) {
      assertThat(reconciled.lakeRows(table)).as(table).isPositive();
    }
  }

  @Test
  @Order(3)
  void whatKafkaHasReceivedSinceItDroppedRecordsIsReconciled() throws Exception {
    dropFirstHalf(ConversionsJob.TOPIC.name());

    String refusal = Reconciled.refusal(platform, FORMATS, scope());
    assertThat(refusal).startsWith("Kafka has dropped the records of conversions-");
    String since = refusal.substring(refusal.lastIndexOf(' ')).trim();
    List<String> arguments = new ArrayList<>(FORMATS);
    arguments.addAll(List.of("--since", since));
    Reconciled reconciled = Reconciled.of(platform, arguments, scope());

    assertThat(reconciled.lakeRows("notices")).isPositive();
    assertThat(reconciled.lakeRows("conversions")).isLessThan(EVENTS);
  }

  private static void dropFirstHalf(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.addresses().kafka()))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        latest.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
      Map<TopicPartition, RecordsToDelete> half = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach(
              (partition, end) ->
                  half.put(partition, RecordsToDelete.beforeOffset(end.offset() / 2)));
      admin.deleteRecords(half).all().get();
    }
  }

  private static void sendConversions() throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", platform.addresses().kafka());
    try (Admin admin = Admin.create(kafka)) {
      admin
          .createTopics(List.of(new NewTopic(ConversionsJob.TOPIC.name(), 4, (short) 1)))
          .all()
          .get();
    }
    RegistrySettings registry =
        new RegistrySettings(platform.addresses().schemaRegistry().toString(), "", "", "", "");
    int schemaId =
        new SchemaRegistry(registry)
            .register(Topic.subject(ConversionsJob.TOPIC.name()), ConversionsJob.TOPIC.schema());
    try (var producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i <= EVENTS; i++) {
        // The last one comes twice.
        int number = Math.min(i, EVENTS - 1);
        send(producer, "request-" + number, WireMessages.of(schemaId, conversion(number)));
      }
      send(producer, "request-0", new byte[] {1, 2, 3});
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                ConversionsJob.TOPIC.name(), key.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  private static Conversion conversion(int number) {
    return Conversion.newBuilder()
        .setConversionId(SampleEvents.utf8("conversion-" + number))
        .setRequestId(SampleEvents.utf8("request-" + number))
        .setClickId(number % 2 == 0 ? null : SampleEvents.utf8("click-" + number))
        .setBasketValue(number / 10.0)
        .setItems(number)
        .setNewCustomer(number % 3 == 0 ? null : Boolean.valueOf(number % 3 == 1))
        .setEventTimestamp(Instant.ofEpochMilli(1_770_112_800_000L + number))
        .build();
  }

  private static Job withConversions(Job ingest) throws IOException {
    return new Job(ingest.name(), jarWithTestClasses(ingest.jar()), ingest.arguments())
        .withFlink(ingest.flink())
        .withClient(new Job.Client(Optional.of(ConversionsJob.class.getName()), Optional.empty()));
  }

  /** The jar of the job with the classes of the topic beside its own. */
  private static Path jarWithTestClasses(Path jobJar) throws IOException {
    Path jar = temp.resolve("ingest-with-conversions.jar");
    Files.copy(jobJar, jar);
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      for (Class<?> each : List.of(ConversionsJob.class, Conversion.class)) {
        Path folder = Path.of(each.getResource(each.getSimpleName() + ".class").getPath());
        try (Stream<Path> classes = Files.list(folder.getParent())) {
          for (Path file : classes.toList()) {
            Path target = inside.getPath(each.getPackageName().replace('.', '/'), name(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
          }
        }
      }
    }
    return jar;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Reconciled reconciled() throws IOException {
    return Reconciled.of(platform, FORMATS, scope());
  }

  private static Scope scope() {
    List<Topic<?>> topics = new ArrayList<>(Topics.ALL);
    topics.add(ConversionsJob.TOPIC);
    List<FlatTable<?>> flat = new ArrayList<>(Tables.FLAT);
    flat.add(ConversionsJob.TABLE);
    return new Scope(topics, flat);
  }
}
