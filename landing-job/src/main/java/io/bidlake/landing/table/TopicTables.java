package io.bidlake.landing.table;

import io.bidlake.landing.columns.Change;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.MergedColumns;
import io.bidlake.landing.columns.RecordColumns;
import io.bidlake.landing.rules.TopicRule;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.runtime.lake.TableEvolution;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.tables.LandingProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;
import org.apache.iceberg.util.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of topics. Creates a table with the first record of its topic, and adds or widens
 * columns when a record needs it. Thread-safe: all tasks of a job in a process share them, so that
 * each change is made once, and is seen by all.
 *
 * <p>What other programs change is noticed within a minute, or at the next change.
 */
public final class TopicTables {

  /** Table property with the last hour in which columns were added, and how many. */
  static final String ADDED = "bidlake.columns-added";

  private static final Logger LOG = LoggerFactory.getLogger(TopicTables.class);
  private static final int TRIES = 10;
  private static final int MAX_FORMAT = 2;

  private final Catalog catalog;
  private final TablesLocation location;
  private final Limits limits;
  private final Clock clock;
  private final Map<String, Shared> tables = new ConcurrentHashMap<>();

  TopicTables(Catalog catalog, TablesLocation location, Clock clock) {
    this.catalog = catalog;
    this.location = location;
    this.limits = location.limits();
    this.clock = clock;
  }

  /** A table, as the tasks of this process know it. */
  public static final class Shared {
    private volatile LandingTable current;
    private boolean isUsed;

    /** Returns the current state; null if it is not known yet, or the table was dropped. */
    public LandingTable current() {
      isUsed = true;
      return current;
    }
  }

  /** Returns the name of the table of a topic. */
  public static String nameOf(String topic, TopicRule rule) {
    return rule.table().orElseGet(() -> ColumnNames.ofTable(topic));
  }

  /** Returns the table with a name, whether it exists or not. */
  public Shared table(String name) {
    return tables.computeIfAbsent(name, any -> new Shared());
  }

  Catalog catalog() {
    return catalog;
  }

  /**
   * Returns the table of a topic such that it can store records; creates or changes it if
   * necessary.
   *
   * @param records columns that the records need, besides those of each table
   * @param anyNumber as of {@link MergedColumns#changes}
   * @throws UndecodableRecordException if it cannot store them, or not in this hour
   */
  public LandingTable fit(String topic, TopicRule rule, StructType records, boolean anyNumber)
      throws UndecodableRecordException {
    String name = nameOf(topic, rule);
    Shared shared = table(name);
    TableChange change = new TableChange(topic, rule);
    LandingTable known = shared.current();
    if (known != null) {
      // What cannot be stored must not cost a request to the catalog.
      requireWritable(topic, known.table());
      List<Change> changes = MergedColumns.changes(known.columns(), records, anyNumber);
      if (changes.isEmpty() && change.isDone(known.table())) {
        return known;
      }
      added(known.table(), changes);
    }
    synchronized (shared) {
      TableIdentifier id = location.table(name);
      Fitting fitting = new Fitting(id, topic, change, records, anyNumber);
      Tasks.foreach(fitting)
          .retry(TRIES)
          .exponentialBackoff(100, 5_000, 60_000, 2)
          .shouldRetryTest(TableEvolution::isWorthAnotherLook)
          .run(Fitting::once);
      if (fitting.refusal != null) {
        throw fitting.refusal;
      }
      shared.current = LandingTable.of(id, fitting.table);
      return shared.current;
    }
  }

  /** Makes a table fit records. */
  private final class Fitting {
    private final TableIdentifier id;
    private final String topic;
    private final TableChange change;
    private final StructType records;
    private final boolean anyNumber;
    private Table table;
    private UndecodableRecordException refusal;

    Fitting(
        TableIdentifier id,
        String topic,
        TableChange change,
        StructType records,
        boolean anyNumber) {
      this.id = id;
      this.topic = topic;
      this.change = change;
      this.records = records;
      this.anyNumber = anyNumber;
    }

    void once() {
      try {
        table = load();
        requireWritable(topic, table);
        List<Change> changes = MergedColumns.changes(table.schema().asStruct(), records, anyNumber);
        if (!changes.isEmpty() || !change.isDone(table)) {
          change.apply(table, changes, added(table, changes));
          table.refresh();
          LOG.info("Changed {} for {}: {}", id, topic, summary(changes));
        }
      } catch (UndecodableRecordException e) {
        refusal = e;
      }
    }

    private Table load() throws UndecodableRecordException {
      try {
        return catalog.loadTable(id);
      } catch (NoSuchTableException e) {
        int columns = MergedColumns.leaves(records);
        if (columns > limits.columnsPerTable()) {
          throw tooMany(
              columns, 0, "a table must have at most %d columns", limits.columnsPerTable());
        }
        // What no table can store must not create one.
        MergedColumns.changes(StructType.of(RecordColumns.ALL), records, anyNumber);
        Lake.createNamespace(catalog, id.namespace());
        change.create(catalog, id, records);
        LOG.info("Created {} for {}", id, topic);
        return catalog.loadTable(id);
      }
    }
  }

  private static List<String> summary(List<Change> changes) {
    return changes.stream()
        .limit(20)
        .map(
            change ->
                change instanceof Change.Addition added
                    ? (added.parent() == null ? "" : added.parent() + ".") + added.name()
                    : ((Change.Widening) change).path())
        .toList();
  }

  /**
   * Returns the count of columns that were added in this hour, once the changes are made; null if
   * they add none.
   */
  private String added(Table table, List<Change> changes) throws UndecodableRecordException {
    int more =
        changes.stream()
            .mapToInt(change -> change instanceof Change.Addition added ? added.columns() : 0)
            .sum();
    if (more == 0) {
      return null;
    }
    long hour = clock.millis() / Duration.ofHours(1).toMillis();
    String thisHour = hour + ":";
    String before = table.properties().getOrDefault(ADDED, "");
    int inThisHour =
        before.startsWith(thisHour) ? Integer.parseInt(before.substring(thisHour.length())) : 0;
    int present = MergedColumns.leaves(table.schema().asStruct());
    if (present + more > limits.columnsPerTable()) {
      throw tooMany(more, present, "a table must have at most %d", limits.columnsPerTable());
    }
    if (inThisHour + more > limits.columnsPerHour()) {
      throw tooMany(
          more, inThisHour, "at most %d columns may be added in an hour", limits.columnsPerHour());
    }
    return thisHour + (inThisHour + more);
  }

  private static UndecodableRecordException tooMany(int more, int present, String limit, int most) {
    return new UndecodableRecordException(
        Reason.OVER_LIMIT,
        "the record needs %d new columns besides %d, but %s"
            .formatted(more, present, limit.formatted(most)));
  }

  private static void requireWritable(String topic, Table table) throws UndecodableRecordException {
    List<String> problems = new ArrayList<>();
    String owner = table.properties().get(LandingProperties.TOPIC);
    if (!topic.equals(owner)) {
      problems.add(
          owner == null
              ? "it is not of the landing job: its property %s is not set"
                  .formatted(LandingProperties.TOPIC)
              : "it is that of topic " + owner);
    }
    if (((BaseTable) table).operations().current().formatVersion() > MAX_FORMAT) {
      problems.add("its format version must be at most " + MAX_FORMAT);
    }
    for (NestedField column : RecordColumns.ALL) {
      NestedField present = table.schema().findField(column.name());
      if (present == null || present.type().typeId() != column.type().typeId()) {
        problems.add("column %s must be %s".formatted(column.name(), column.type()));
      }
    }
    for (NestedField present : table.schema().columns()) {
      if (present.isRequired()
          && RecordColumns.ALL.stream().noneMatch(one -> one.name().equals(present.name()))) {
        problems.add("column %s must be optional".formatted(present.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw new UndecodableRecordException(
          Reason.TABLE_UNWRITABLE,
          "table %s cannot store the topic: %s"
              .formatted(table.name(), String.join("; ", problems)));
    }
  }

  /** Forgets a state of a table that was dropped, so that the next record creates it again. */
  void forget(TableIdentifier version) {
    Shared shared = table(TableVersion.of(version).id().name());
    synchronized (shared) {
      if (shared.current != null && shared.current.version().equals(version)) {
        shared.current = null;
      }
    }
  }

  /** Looks for changes by other programs of the tables that were used since the last call. */
  void refresh() {
    tables.forEach(
        (name, shared) -> {
          if (shared.current != null && shared.isUsed) {
            shared.isUsed = false;
            refresh(location.table(name), shared);
          }
        });
  }

  private void refresh(TableIdentifier id, Shared shared) {
    try {
      synchronized (shared) {
        LandingTable now = LandingTable.of(id, catalog.loadTable(id));
        if (!now.isLike(shared.current)) {
          LOG.info("{} was changed", id);
          shared.current = now;
        }
      }
    } catch (NoSuchTableException e) {
      LOG.warn("{} was dropped; it is created again with the next record of its topic", id);
      shared.current = null;
    } catch (RuntimeException e) {
      LOG.warn("Cannot look whether {} was changed", id, e);
    }
  }
}
