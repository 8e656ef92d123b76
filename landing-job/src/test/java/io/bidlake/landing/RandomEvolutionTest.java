package io.bidlake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.landing.rules.Rules;
import io.bidlake.landing.table.LandingTable;
import io.bidlake.landing.table.SharedTables;
import io.bidlake.landing.table.TablesLocation;
import io.bidlake.landing.table.TopicTables;
import io.bidlake.landing.topics.TopicRecord;
import io.bidlake.model.PossibleTimes;
import io.bidlake.registry.WriterSchemas;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.files.FanoutWriter;
import io.bidlake.runtime.lake.files.FilesOfTask;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.WireMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.OutputFileFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Lands records of random schemas that evolve, with older schemas among newer ones, and compares
 * the rows with those of a {@link BatchReader}.
 */
class RandomEvolutionTest {

  private static final int SEQUENCES = 300;

  private final TablesLocation location =
      new TablesLocation(
          Map.of("catalog-impl", InMemoryCatalog.class.getName(), "warehouse", "memory"),
          "landing",
          LandingRun.NO_LIMITS);
  private final InJvmRegistry registry = new InJvmRegistry();
  private TopicTables tables;
  private FanoutWriter writer;
  private LandingTable written;

  @BeforeEach
  void open() {
    tables = SharedTables.acquire(location);
  }

  @AfterEach
  void close() {
    SharedTables.release(location);
    registry.close();
  }

  @Test
  void endsWithTheRowsOfAReaderThatSeesAllAtOnce() throws Exception {
    int rows = 0;
    int letters = 0;
    for (int seed = 0; seed < SEQUENCES; seed++) {
      Outcome outcome = land(seed);
      assertThat(outcome.found).as("rows of seed %d", seed).isEqualTo(outcome.expected);
      assertThat(outcome.letters).as("dead letters of seed %d", seed).isEqualTo(outcome.misfits);
      rows += outcome.found.size();
      letters += outcome.letters.size();
    }
    // The sequences try both.
    assertThat(rows).isGreaterThan(SEQUENCES);
    assertThat(letters).isGreaterThan(SEQUENCES);
  }

  private record Outcome(
      Map<Long, Object> expected,
      Map<Long, Object> found,
      List<Long> misfits,
      List<Long> letters) {}

  private Outcome land(int seed) throws Exception {
    String topic = "events.seed" + seed;
    Random random = new Random(seed);
    RandomSchemas evolution = new RandomSchemas(seed);
    BatchReader batch = new BatchReader();
    TopicRows rows =
        new TopicRows(
            topic,
            Rules.NONE.of(topic),
            tables,
            new WriterSchemas(registry.settings()),
            PossibleTimes.DEFAULTS);
    Outcome outcome =
        new Outcome(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    List<Schema> schemas = new ArrayList<>(List.of(evolution.record()));
    List<Integer> ids = new ArrayList<>(List.of(registry.add(schemas.get(0))));
    for (long offset = 0; offset < 16; offset++) {
      if (random.nextInt(3) == 0) {
        schemas.add(evolution.evolved(schemas.get(schemas.size() - 1)));
        ids.add(registry.add(schemas.get(schemas.size() - 1)));
      }
      int which = random.nextInt(4) == 0 ? random.nextInt(schemas.size()) : schemas.size() - 1;
      Schema schema = schemas.get(which);
      GenericRecord value = evolution.record(schema);
      if (batch.add(schema)) {
        outcome.expected.put(offset, BatchReader.valueOf(value, schema));
      } else {
        outcome.misfits.add(offset);
      }
      TopicRecord record = LandingRun.record(topic, offset, WireMessages.of(ids.get(which), value));
      try {
        write(rows.row(record), rows.table());
      } catch (UndecodableRecordException e) {
        assertThat(e.reason()).isEqualTo(Reason.IRRECONCILABLE);
        outcome.letters.add(offset);
      }
    }
    commit();
    read(tables.table(TopicTables.nameOf(topic, rows.rule())).current(), outcome.found);
    return outcome;
  }

  @SuppressWarnings("ReferenceEquality") // Another state of the table is another object.
  private void write(GenericRowData row, LandingTable table) throws IOException {
    if (table != written) {
      commit();
      written = table;
      writer =
          new FanoutWriter(
              table.table(),
              table.schema(),
              table.spec(),
              OutputFileFactory.builderFor(table.table(), 0, 0).format(FileFormat.PARQUET).build(),
              new FilesOfTask());
    }
    writer.write(row);
  }

  private void commit() throws IOException {
    if (writer != null) {
      written.table().refresh();
      AppendFiles append = written.table().newAppend();
      for (DataFile file : writer.complete().dataFiles()) {
        append.appendFile(file);
      }
      append.commit();
      writer = null;
      written = null;
    }
  }

  private static void read(LandingTable state, Map<Long, Object> rows) throws IOException {
    if (state == null) {
      return;
    }
    Table table = state.table();
    table.refresh();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        @SuppressWarnings("unchecked") // A record is a map.
        Map<String, Object> values = (Map<String, Object>) BatchReader.valueOf(record);
        long offset = ((Double) values.get("kafka_offset")).longValue();
        values.keySet().removeIf(name -> name.startsWith("kafka_"));
        assertThat(rows.put(offset, values)).isNull();
      }
    }
  }
}
