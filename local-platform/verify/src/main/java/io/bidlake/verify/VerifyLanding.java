package io.bidlake.verify;

import io.bidlake.verify.kafka.KafkaLogin;
import io.bidlake.verify.kafka.KafkaScan;
import io.bidlake.verify.kafka.KafkaScan.RawEntry;
import io.bidlake.verify.kafka.Offsets;
import io.bidlake.verify.kafka.TopicSpan;
import io.bidlake.verify.kafka.WriterSchemas;
import io.bidlake.verify.lake.PinnedLake;
import io.bidlake.verify.landing.LandingReconciliation;
import io.bidlake.verify.landing.LandingRules;
import io.bidlake.verify.landing.LandingTable;
import io.bidlake.verify.layout.Layout;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of a run about the landing tables. The steps are called in this order: {@link #begin},
 * {@link #awaitCommit}, {@link #pin}, {@link #compare}.
 */
final class VerifyLanding implements AutoCloseable {

  private static final int TOPIC = Layout.DEAD_LETTERS.index("topic");
  private static final int PARTITION = Layout.DEAD_LETTERS.index("partition");
  private static final int OFFSET = Layout.DEAD_LETTERS.index("offset");
  private static final int REASON = Layout.DEAD_LETTERS.index("reason");

  private final VerifySettings settings;
  private final Set<String> ownTopics;
  private final Catalog catalog;
  private final Set<String> topics;
  private final Offsets offsets;
  private final Map<TopicPartition, Long> mark;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private List<LandingTable> tables = List.of();
  private List<TopicSpan> spans = List.of();

  private VerifyLanding(
      VerifySettings settings, Set<String> ownTopics, Catalog catalog, Set<String> topics) {
    this.settings = settings;
    this.ownTopics = Set.copyOf(ownTopics);
    this.catalog = catalog;
    this.topics = Set.copyOf(topics);
    this.offsets = Offsets.ofNames(topics, settings.kafka().consumer());
    this.mark = offsets.ends();
  }

  /**
   * Finds the tables and sets the mark of their topics.
   *
   * @param ownTopics the topics of the other tables, by their names in Kafka
   */
  static VerifyLanding begin(VerifySettings settings, Set<String> ownTopics, Catalog catalog) {
    Set<String> topics =
        LandingTable.in(catalog, settings.landing().namespace()).stream()
            .map(LandingTable::topic)
            .collect(Collectors.toSet());
    return new VerifyLanding(settings, ownTopics, catalog, topics);
  }

  /** Waits until the landing job has committed the records below the mark. */
  void awaitCommit(PrintStream progress) {
    if (mark.isEmpty()) {
      return;
    }
    LandingSettings landing = settings.landing();
    KafkaLogin kafka = settings.kafka().inGroup(landing.group());
    try (Offsets committed = Offsets.ofNames(topics, kafka.consumer())) {
      remarks.add(
          settings.await(
              "the landing job", landing.jobName(), () -> committed.behind(mark), progress));
    }
  }

  /** Pins the current snapshots of the tables, and then the ends of the topics. */
  void pin() {
    Set<String> inKafka =
        mark.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Map<String, LandingTable> byTopic = new LinkedHashMap<>();
    for (LandingTable table : LandingTable.in(catalog, settings.landing().namespace())) {
      List<String> wrong = table.problems();
      problems.addAll(wrong);
      if (!inKafka.contains(table.topic())) {
        // A table that was created since the mark is compared by the next run.
        if (topics.contains(table.topic())) {
          remarks.add(
              "table %s is not compared: Kafka has no topic %s"
                  .formatted(table.name(), table.topic()));
        }
      } else if (wrong.isEmpty() && byTopic.putIfAbsent(table.topic(), table) != null) {
        problems.add(
            "tables %s and %s are both of topic %s"
                .formatted(byTopic.get(table.topic()).name(), table.name(), table.topic()));
      }
    }
    tables = List.copyOf(byTopic.values());
    spans = offsets.spansOfWhatIsLeft(mark, offsets.ends(), settings.since());
  }

  /** The catalog in which the tables were found. */
  Catalog catalog() {
    return catalog;
  }

  /** Whether the landing job writes the dead letters of a topic, by the topic's name in Kafka. */
  boolean writesLettersOf(String topic) {
    return !ownTopics.contains(topic)
        && (topics.contains(topic) || settings.landing().topics().matcher(topic).matches());
  }

  /** The problems with whole tables. */
  List<String> problems() {
    return problems;
  }

  List<String> remarks() {
    return remarks;
  }

  LandingReconciliation.Result compare(
      PinnedLake lake,
      WriterSchemas schemas,
      Function<ConsumerRecord<?, ?>, Set<String>> sentAgain,
      Consumer<String> progress) {
    if (tables.isEmpty()) {
      return new LandingReconciliation.Result(List.of(), List.of());
    }
    progress.accept("comparing %,d landing tables".formatted(tables.size()));
    KafkaScan scan = new KafkaScan(settings.kafka(), spans, settings.timeout(), sentAgain);
    LandingSettings landing = settings.landing();
    LandingRules rules = LandingRules.read(landing.rules(), landing.hash(), this::open);
    return new LandingReconciliation(
            tables,
            rules,
            schemas,
            settings.times(),
            new ScannedLog(scan, spans, offsets, settings.kafka().compacted(topicsOfTables())),
            (wanted, receiver) -> readLetters(lake, wanted, receiver),
            Instant.now())
        .run();
  }

  private Set<String> topicsOfTables() {
    return tables.stream().map(LandingTable::topic).collect(Collectors.toSet());
  }

  private InputStream open(String uri) {
    return tables.get(0).io().newInputFile(uri).newStream();
  }

  private static void readLetters(
      PinnedLake lake, Set<String> wanted, LandingReconciliation.Letters.Receiver receiver) {
    lake.read(
        Layout.DEAD_LETTERS,
        Expressions.in("topic", wanted.toArray()),
        () ->
            (layout, row) -> {
              String topic = String.valueOf(row[TOPIC]);
              if (wanted.contains(topic)) {
                receiver.letter(
                    topic,
                    (Integer) row[PARTITION],
                    (Long) row[OFFSET],
                    String.valueOf(row[REASON]));
              }
            });
  }

  @Override
  public void close() {
    offsets.close();
  }

  private record ScannedLog(
      KafkaScan scan, List<TopicSpan> spans, Offsets offsets, Set<String> compacted)
      implements LandingReconciliation.Log {

    @Override
    public void read(Set<String> topics, Supplier<Consumer<RawEntry>> consumers) {
      scan.readRaw(topics, consumers);
    }

    @Override
    public Map<TopicPartition, Long> beginnings() {
      Map<TopicPartition, Long> read = new HashMap<>(offsets.beginnings());
      spans.forEach(
          span ->
              read.merge(
                  new TopicPartition(span.topicName(), span.partition()), span.start(), Math::max));
      return read;
    }
  }
}
