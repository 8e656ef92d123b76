package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.RestorePoint;
import io.bidlake.local.flink.RunningJob;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** All servers for real, on free ports, in a folder of their own. */
class LocalPlatformIT {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;

  @BeforeAll
  static void start() throws IOException {
    config = TestPlatform.ofCopiesIn(temp);
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stopLeavesNoProcess() {
    platform.stop();
    for (ServiceName name : ServiceName.values()) {
      assertThat(ServerProcess.find(name.text(), config.state())).isEmpty();
    }
    Services.requireFreePorts(config);
  }

  @Test
  void everyServerSaysThatItIsUp() {
    assertThat(platform.status())
        .filteredOn(status -> status.name() != ServiceName.MOCK_DATA_GEN)
        .hasSize(6)
        .allSatisfy(
            status -> {
              assertThat(status.state()).isEqualTo(State.UP);
              assertThat(status.residentBytes()).isPositive();
            });
  }

  @Test
  void kafkaAndFlinkServeMetricsOnLoopbackOnly() throws Exception {
    Map<PortSetting, String> served =
        Map.of(
            PortSetting.KAFKA_METRICS, "kafka_controller_kafkacontroller_activecontrollercount 1.0",
            PortSetting.JOBMANAGER_METRICS, "flink_jobmanager_numRegisteredTaskManagers",
            PortSetting.TASKMANAGER_METRICS, "flink_taskmanager_Status_JVM_Memory_Heap_Used");
    for (PortSetting port : served.keySet()) {
      assertThat(get(platform.addresses().uri(port))).contains(served.get(port));
      // A server on every address of the machine would answer here as well.
      InetSocketAddress other = new InetSocketAddress("127.0.0.2", config.ports().of(port));
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(other, 1000)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aSecondPlatformInTheSameFolderIsRefusedAndTouchesNothing() {
    LocalPlatform second = new LocalPlatform(config, Progress.SILENT);

    assertThatThrownBy(second::start)
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("Bidlake already runs");
    second.stop();

    assertThat(platform.status()).filteredOn(status -> status.state() == State.UP).hasSize(6);
  }

  @Test
  void kafkaTakesAndGivesRecordsOnEveryTopic() throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", platform.addresses().kafka());
    try (var producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        var consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      for (Topic<?> topic : ExampleTopics.WITH_OTHERS) {
        assertThat(consumer.partitionsFor(topic.name())).hasSize(Topic.PARTITIONS);
        ProducerRecord<String, String> record =
            new ProducerRecord<>(topic.name(), 0, "key", "value of " + topic.name());
        long offset = producer.send(record).get().offset();
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        assertThat(consumer.poll(Duration.ofSeconds(30)))
            .extracting(ConsumerRecord::value, ConsumerRecord::timestampType)
            .containsExactly(tuple(record.value(), TimestampType.LOG_APPEND_TIME));
      }
    }
  }

  @Test
  void s3KeepsObjectsAndRefusesAWrongKey() {
    try (S3Client good = s3("password");
        S3Client bad = s3("guess")) {
      good.putObject(it -> it.bucket("warehouse").key("a/b.txt"), RequestBody.fromString("text"));

      assertThat(good.getObjectAsBytes(it -> it.bucket("warehouse").key("a/b.txt")).asUtf8String())
          .isEqualTo("text");
      assertThatThrownBy(() -> bad.getObjectAsBytes(it -> it.bucket("warehouse").key("a/b.txt")))
          .isInstanceOfSatisfying(
              S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void theCatalogHasTheNamespaceOfTheTablesAndCreatesOthers() throws IOException {
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("it", platform.addresses().catalogProperties());
      // Before any job has started: jobs that start side by side need not create it.
      assertThat(catalog.listNamespaces()).contains(Namespace.of(Tables.NAMESPACE));

      catalog.createNamespace(Namespace.of("made_here"));

      assertThat(catalog.listNamespaces()).contains(Namespace.of("made_here"));
    }
  }

  @Test
  void theRegistryRefusesAnIncompatibleSchemaAndForgetsNothing() throws Exception {
    assertThat(get("/config")).contains("BACKWARD");
    assertThat(register("{\"name\":\"a\",\"type\":\"int\"}").statusCode()).isEqualTo(200);
    assertThat(register("{\"name\":\"b\",\"type\":\"int\"}").statusCode()).isEqualTo(409);

    platform.restart(ServiceName.SCHEMA_REGISTRY);
    assertThat(get("/subjects/it-value/versions/latest")).contains("\\\"a\\\"");

    platform.kill(ServiceName.SCHEMA_REGISTRY);
    platform.await(ServiceName.SCHEMA_REGISTRY);
    assertThat(get("/subjects/it-value/versions/latest")).contains("\\\"a\\\"");
    assertThat(register("{\"name\":\"b\",\"type\":\"int\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void aJobGoesOnFromItsSavepointAndSurvivesAKilledTaskManager() throws Exception {
    Job job = new Job("counting", jar(), List.of("counting"));
    RunningJob first = platform.startJob(job);
    assertThat(first.running()).isTrue();

    platform.kill(ServiceName.FLINK_TASKMANAGER);
    platform.await(ServiceName.FLINK_TASKMANAGER);
    assertThat(platform.state(ServiceName.FLINK_TASKMANAGER)).isEqualTo(State.UP);
    StopOutcome stopped = platform.stopJob("counting").orElseThrow();
    assertThat(stopped.problem()).isEmpty();
    Path savepoints = config.state().data("flink").resolve("savepoints").resolve("counting");
    assertThat(stopped.savepoint()).startsWith("file:" + savepoints);

    RunningJob second = platform.startJob(job);
    assertThat(second.id()).isNotEqualTo(first.id());
    String page = platform.addresses().flink() + "/jobs/" + second.id() + "/checkpoints";
    assertThat(get(URI.create(page))).contains("\"external_path\":\"" + stopped.savepoint() + "\"");
    assertThat(platform.stopJob("counting"))
        .hasValueSatisfying(outcome -> assertThat(outcome.succeeded()).isTrue());
    assertThat(platform.stopJob("counting")).isEmpty();
  }

  @Test
  void aJobThatCannotReadItsSnapshotFailsAloneAndGoesOnWhenThatIsMovedAway() throws Exception {
    platform.startJob(new Job("broken", jar(), List.of("broken")).withFlink(TestPlatform.OFTEN));
    platform.startJob(new Job("healthy", jar(), List.of("healthy")));
    RestorePoint snapshots = new RestorePoint(config.state().data("flink"), "broken");
    await().atMost(TWO_MINUTES).until(() -> snapshots.newest().isPresent());
    long killed = pid(ServiceName.FLINK_JOBMANAGER);

    platform.kill(ServiceName.FLINK_JOBMANAGER);
    Path unreadable = snapshots.newest().orElseThrow();
    Files.writeString(unreadable.resolve("_metadata"), "torn");
    platform.await(ServiceName.FLINK_JOBMANAGER);
    final long restarted = pid(ServiceName.FLINK_JOBMANAGER);

    await().atMost(TWO_MINUTES).until(() -> running("healthy") == 1);
    // Flink reports the cause a moment before the platform says what to do.
    await()
        .atMost(TWO_MINUTES)
        .untilAsserted(
            () ->
                assertThat(platform.jobProblems())
                    .extractingByKey("broken", InstanceOfAssertFactories.STRING)
                    .contains("FAILED", unreadable.toString(), "docs/operations.md"));
    assertThat(platform.runningJobs())
        .filteredOn(job -> job.name().equals("broken"))
        .hasSize(1)
        .allMatch(RunningJob::ended);

    Files.move(unreadable, temp.resolve("unreadable"));
    await().atMost(TWO_MINUTES).until(() -> running("broken") == 1);

    assertThat(platform.jobProblems()).doesNotContainKey("broken");
    assertThat(restarted).isNotEqualTo(killed);
    assertThat(pid(ServiceName.FLINK_JOBMANAGER)).as("lives on").isEqualTo(restarted);
    assertThat(platform.stopJobs(List.of("broken", "healthy")).values())
        .allMatch(Optional::isPresent);
  }

  @Test
  void aServerThatStandsStillIsStartedAgain() throws Exception {
    long frozen = pid(ServiceName.KAFKA);

    assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(frozen)).start().waitFor())
        .isZero();

    await().atMost(TWO_MINUTES).until(() -> pid(ServiceName.KAFKA) != frozen);
    platform.await(ServiceName.KAFKA);
    assertThat(platform.state(ServiceName.KAFKA)).isEqualTo(State.UP);
  }

  private static long pid(ServiceName name) {
    return ServerProcess.find(name.text(), config.state()).map(ServerProcess::pid).orElse(-1L);
  }

  private static long running(String name) {
    return platform.runningJobs().stream()
        .filter(job -> job.name().equals(name) && job.running())
        .count();
  }

  @Test
  void aJobRunsInAsManyTasksAsItIsGiven() throws IOException {
    RunningJob job = platform.startJob(new Job("wide", jar(), List.of("wide")).withParallelism(3));

    assertThat(job.totalTasks() % 3).isZero();
    assertThat(platform.windows()).as("of a job without windows").isEmpty();
    assertThat(platform.stopJob("wide")).isPresent();
  }

  @Test
  void aPlatformOfAnotherFolderIsRefusedOurPortsAndLeavesOurJobsAlone() throws IOException {
    RunningJob ours = platform.startJob(new Job("bystander", jar(), List.of("bystander")));
    StateFolder otherState = new StateFolder(temp.resolve("other"));
    LocalPlatform other =
        new LocalPlatform(
            PlatformConfig.of(config.installation(), otherState, config.ports()), Progress.SILENT);

    assertThatThrownBy(other::start)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("kafka needs port " + config.ports().of(PortSetting.KAFKA));

    assertThat(other.runningJobs()).isEmpty();
    assertThat(platform.runningJobs())
        .filteredOn(job -> job.id().equals(ours.id()))
        .allMatch(RunningJob::running)
        .hasSize(1);
    assertThat(platform.stopJob("bystander")).isPresent();
  }

  private static Path jar() throws IOException {
    Path jar = temp.resolve("counting.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, CountingJob.class.getName());
    String file = CountingJob.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new ZipEntry(file));
      entries.write(CountingJob.class.getResourceAsStream("/" + file).readAllBytes());
    }
    return jar;
  }

  private static S3Client s3(String secret) {
    return S3Client.builder()
        .endpointOverride(platform.addresses().uri(PortSetting.S3))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("admin", secret)))
        .build();
  }

  private static HttpResponse<String> register(String... fields)
      throws IOException, InterruptedException {
    String schema =
        "{\"type\":\"record\",\"name\":\"It\",\"fields\":[" + String.join(",", fields) + "]}";
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        platform.addresses().schemaRegistry() + "/subjects/it-value/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static String get(String path) throws IOException, InterruptedException {
    return get(URI.create(platform.addresses().schemaRegistry() + path));
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString(UTF_8))
        .body();
  }
}
