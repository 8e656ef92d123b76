package io.bidlake.redrive;

import com.google.common.collect.Maps;
import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.settings.Settings;
import io.bidlake.verify.base.Program;
import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.SentAgain;
import io.bidlake.verify.lake.CatalogLogin;
import io.bidlake.verify.rows.EventSource;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.Table;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;

/**
 * Sends the letters in {@code dead_letters} to their topics again, each once. The exit code is 0 if
 * all were sent, 1 if Kafka rejected some or has no topic for them, and 2 if it had to stop;
 * another run continues.
 */
public final class Redrive {

  private static final String HELP =
      """
      Sends the rows of the table dead_letters to their topics again, each once, with the time at
      which Kafka first received them, and with their keys and headers if Kafka still has them. A
      topic with LogAppendTime, as Bidlake creates them, sets the time of this run instead; JSON and
      notice lines without a time of their own get the first one written into them. Windowed tables
      treat the events as late as they are by then.
      Exit code 0: done, 1: Kafka refused some, 2: stopped; run it again to continue.
      """;

  private static final Program PROGRAM =
      new Program(HELP, "cannot send", 2, "take less at once, by --since and --until");

  private static final int INCOMPLETE = 1;
  private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

  private final KafkaSettings kafka;
  private final KafkaLogin login;
  private final Feed feed;
  private final CatalogLogin catalog;
  private final Selection selection;
  private final boolean dryRun;
  private final SentAgain sentAgain;
  private final Tally tally = new Tally();

  private Redrive(Settings settings) {
    sentAgain = SentAgain.read(settings);
    kafka = KafkaSettings.read(settings);
    login = new KafkaLogin(kafka, sentAgain.topic()); // A group without members.
    feed = EventSource.feed(settings);
    catalog = CatalogLogin.read(settings);
    selection = Selection.read(settings, kafka.topicNames(), Instant.now());
    dryRun = settings.flag("dry-run", "false", "Say what would be sent, and send nothing");
  }

  public static void main(String[] args) {
    int exitCode = run(List.of(args), System.getenv(), System.out, System.err);
    // Clients may leave threads running.
    System.exit(exitCode);
  }

  /** Redrives the letters that the arguments select and returns the exit code. */
  public static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    Settings settings = Settings.of(args, environment);
    Redrive redrive = new Redrive(settings);
    return PROGRAM.run(
        args, settings, out, err, () -> redrive.login.ask(() -> redrive.redrive(out, err)));
  }

  private int redrive(PrintStream out, PrintStream progress) {
    try {
      redrive(progress);
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.printf(
          "stopped: %,d letters were sent; run it again to send the others%n", tally.sent());
      throw e;
    }
    out.println(tally.asText(dryRun ? "would be sent" : "were sent"));
    return tally.isIncomplete() ? INCOMPLETE : 0;
  }

  private void redrive(PrintStream progress) {
    Table table = DeadLetters.table(catalog.connect(), catalog.namespace());
    try (Consumer<byte[], byte[]> consumer = login.consumer()) {
      Map<String, List<PartitionInfo>> topics = consumer.listTopics();
      login.require(selection.topics(), topics.keySet());
      DeadLetters letters = new DeadLetters(table, selection, topics.keySet(), tally);
      if (dryRun) {
        letters.forEach(sentAgain.records(consumer, selection::covers), tally::sent);
        return;
      }
      Notes notes = new Notes(sentAgain.topic());
      prepare(notes, topics);
      try (SendOnce sender =
          new SendOnce(
              SendOnce.producer(kafka, notes),
              notes,
              Maps.transformValues(topics, List::size),
              new KeptTimes(kafka, feed),
              new OriginalRecords(consumer),
              tally)) {
        // When the command is stopped, this aborts its transaction, which would otherwise block
        // readers until its timeout.
        Runtime.getRuntime().addShutdownHook(new Thread(sender::close));
        sender.begin();
        AtomicLong shownAt = new AtomicLong(System.nanoTime());
        letters.forEach(
            sentAgain.records(consumer, selection::covers),
            letter -> {
              sender.add(letter);
              if (System.nanoTime() - shownAt.get() > BETWEEN_LINES) {
                progress.printf("sent %,d letters ...%n", tally.sent());
                shownAt.set(System.nanoTime());
              }
            });
        sender.sendAll();
      }
    }
  }

  /** Creates the topic of notes with the same replication factor as the topics of events. */
  private void prepare(Notes notes, Map<String, List<PartitionInfo>> topics) {
    int replicas =
        kafka.topicNames().values().stream()
            .flatMap(name -> topics.getOrDefault(name, List.of()).stream())
            .mapToInt(partition -> partition.replicas().length)
            .max()
            .orElse(1);
    try (Admin admin = login.admin()) {
      notes.prepare(admin, replicas);
    }
  }
}
