package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Click;
import io.bidlake.model.Topics;
import io.bidlake.redrive.Redrive;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters whose cause is mended become rows, on the real servers. */
class RedriveIT {

  private static final String CLICKS = Topics.CLICKS.name();
  private static final String NOTES = "bidlake-redriven";
  private static final int MENDABLE = 20;
  private static final int GARBAGE = 5;
  private static final int EMPTY = 1;

  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static KafkaFeed feed;

  @BeforeAll
  static void start() {
    platform = new LocalPlatform(TestPlatform.in(temp), new ProgressToLog());
    platform.start();
    feed = new KafkaFeed(platform.addresses());
  }

  @AfterAll
  static void stop() {
    platform.stop();
  }

  @Test
  void eachLetterComesBackOnce() throws Exception {
    int newId = feed.clickId() + 1; // Ids are given in turn.
    send(newId);
    platform.startJob(TestPlatform.ingestJob(platform));
    int letters = MENDABLE + GARBAGE + EMPTY;
    assertVerified(0, letters);

    assertThat(redrive("--dry-run", "--reason", "unknown-schema"))
        .contains(MENDABLE + " letters would be sent");
    assertThat(topics()).doesNotContain(NOTES);

    assertThat(feed.register(withAnotherField(), "later")).isEqualTo(newId);
    dieBetweenLetterAndNote(newId);
    assertThat(redrive("--reason", "unknown-schema")).contains(MENDABLE + " letters were sent");
    assertThat(redrive("--reason", "unknown-schema"))
        .contains(MENDABLE + " letters were sent before", "0 letters were sent");
    assertVerified(MENDABLE, letters);

    // What is still wrong is a letter again, with another place, and can come back once more.
    assertThat(redrive("--topic", CLICKS))
        .contains("1 letters have no value", GARBAGE + " letters were sent");
    assertVerified(MENDABLE, letters + GARBAGE);
    assertThat(redrive())
        .contains(MENDABLE + GARBAGE + " letters were sent before", GARBAGE + " letters were sent");
    assertVerified(MENDABLE, letters + 2 * GARBAGE);
  }

  private static void send(int newId) throws Exception {
    try (var producer = feed.producer(Map.of())) {
      for (int i = 0; i < MENDABLE; i++) {
        producer.send(new ProducerRecord<>(CLICKS, i % 4, null, click(newId, i))).get();
      }
      for (int i = 0; i < GARBAGE; i++) {
        producer.send(new ProducerRecord<>(CLICKS, i % 4, null, new byte[] {9, (byte) i})).get();
      }
      producer.send(new ProducerRecord<>(CLICKS, 0, null, null)).get();
    }
  }

  /** A click with the field that its schema will add. */
  private static byte[] click(int schemaId, int number) {
    byte[] click = WireMessages.of(schemaId, SampleEvents.click("click-" + number, "i", "r"));
    return Arrays.copyOf(click, click.length + 1);
  }

  private static Schema withAnotherField() {
    String schema = Click.getClassSchema().toString();
    String field = ",{\"name\":\"added\",\"type\":\"int\",\"default\":0}]";
    int end = schema.lastIndexOf(']');
    return new Schema.Parser().parse(schema.substring(0, end) + field + schema.substring(end + 1));
  }

  /** Leaves what a redrive leaves that is killed when its letter has arrived. */
  private static void dieBetweenLetterAndNote(int newId) throws Exception {
    var dying = feed.producer(Map.of("transactional.id", NOTES));
    dying.initTransactions();
    dying.beginTransaction();
    dying.send(new ProducerRecord<>(CLICKS, 0, null, click(newId, 0))).get();
  }

  private static String redrive(String... added) {
    List<String> arguments = new ArrayList<>(platform.addresses().catalogArguments());
    arguments.addAll(List.of("--kafka.bootstrap-servers", platform.addresses().kafka()));
    arguments.addAll(List.of(added));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        Redrive.run(
            arguments, platform.addresses().catalogSecrets(), new PrintStream(out), System.err);
    assertThat(exitCode).as(out.toString(UTF_8)).isZero();
    return out.toString(UTF_8);
  }

  private static void assertVerified(int clicks, int deadLetters) throws Exception {
    Reconciled reconciled = Reconciled.ofIngest(platform);
    String report = reconciled.report().toPrettyString();
    assertThat(reconciled.lakeRows(CLICKS)).as(report).isEqualTo(clicks);
    assertThat(reconciled.lakeRows("dead_letters")).as(report).isEqualTo(deadLetters);
  }

  private static Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(feed.kafka(Map.of()))) {
      return admin.listTopics().names().get();
    }
  }
}
