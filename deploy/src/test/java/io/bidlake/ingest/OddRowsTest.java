package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.deploy.odd.Decoded;
import io.bidlake.deploy.odd.OddEvents;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.generator.geo.GeoDatabaseFile;
import io.bidlake.model.Feed;
import io.bidlake.model.KafkaSettings;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.RowValues;
import io.bidlake.verify.kafka.KafkaEntry;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowText;
import io.bidlake.verify.layout.Scope;
import io.bidlake.verify.rows.EventSource;
import io.bidlake.verify.rows.ExpectedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that the ingest job makes of odd events, held against those that verify expects. */
class OddRowsTest {

  @TempDir private Path folder;

  @Test
  void areThoseThatVerifyExpects() throws UndecodableRecordException, IOException {
    Path places = folder.resolve("places.mmdb");
    Files.write(places, GeoDatabaseFile.content());
    List<String> settings =
        List.of("--geo.database", places.toString(), "--user-agents.time-share", "1");
    ExpectedRows expectedRows =
        new ExpectedRows(
            new EventSource(
                OddEvents.SCHEMAS,
                new KafkaSettings("", Map.of(), Map.of(), Map.of()),
                Feed.DEFAULTS),
            OddEvents.TIMES,
            io.bidlake.verify.enrichment.Enrichments.Given.read(Settings.of(settings, Map.of()))
                .open(),
            Tables.FLAT);
    Map<String, Writer<?, ?>> writers = new HashMap<>();
    Flow.all(Enrichments.read(Settings.of(settings, Map.of())))
        .forEach(flow -> writers.put(flow.topic().name(), new Writer<>(flow)));
    int rows = 0;
    try (Decoded decoded = new Decoded()) {
      for (KafkaEntry entry : OddEvents.all()) {
        List<String> written = writers.get(entry.topicName()).rows(decoded.of(entry));
        List<String> expected = new ArrayList<>();
        expectedRows.of(
            entry, (table, row) -> expected.add(table + " " + RowText.of(table, row).columns()));

        assertThat(written).as(entry.place()).containsExactlyElementsOf(expected);
        rows += written.size();
      }
    }
    assertThat(rows).isGreaterThan(3_000);
  }

  /** Writes the rows of one topic. */
  private static final class Writer<T extends SpecificRecord, S> {

    private final Flow<T, S> flow;
    private final FlowRows<S> rows;

    Writer(Flow<T, S> flow) {
      this.flow = flow;
      this.rows =
          new FlowRows<>(flow.tables().stream().<TableRows<S>>map(TableRows::asDefined).toList());
      flow.flattener().open(new UnregisteredMetricsGroup());
    }

    @SuppressWarnings("unchecked") // The event is of the flow's topic.
    List<String> rows(SpecificRecord event) {
      List<String> written = new ArrayList<>();
      FlowRows.Output output =
          (table, row) -> {
            TableDefinition<S> definition = flow.tables().get(table);
            written.add(text(definition, RowValues.of(definition.schema(), row)));
          };
      flow.flattener().flatten((T) event, OddEvents.RECEIVED, source -> rows.of(source, output));
      return written;
    }
  }

  private static String text(TableDefinition<?> table, Map<String, Object> values) {
    Layout layout = layout(table);
    Object[] row =
        layout.columns().stream()
            .map(values::get)
            .map(
                value ->
                    value instanceof Instant time
                        ? (Object) ChronoUnit.MICROS.between(Instant.EPOCH, time)
                        : value)
            .toArray();
    return layout + " " + RowText.of(layout, row).columns();
  }

  private static Layout layout(TableDefinition<?> table) {
    return Scope.ALL.tables().stream()
        .filter(layout -> layout.name().equals(table.name()))
        .findFirst()
        .orElseThrow();
  }
}
