package io.bidlake.ingest;

import io.bidlake.bench.pieces.BidRequestValues;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.generator.geo.GeoDatabaseFile;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.RowWriter;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.runtime.lake.files.BoundedFanout;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Placement;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.TaskWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writes the rows of {@code bid_requests_enriched} from 20,000 requests with Iceberg's writer to
 * memory, with one row group per file. Times are for all rows together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WriteParquet {

  private static final TableDefinition<Placement> TABLE = Tables.BID_REQUESTS_ENRICHED;

  private static final long RECEIVED_AT = 1_770_076_800_000L;

  private static final int COUNTRY =
      TABLE.schema().columns().indexOf(TABLE.schema().findField("device_geo_country"));

  /** Whether there is one file per country, as in the table, or a single file. */
  @Param({"true", "false"})
  public boolean byCountry;

  /** The number of rows that are sorted by country before they are written; 1 for no sorting. */
  @Param({"1", "2000", "20000"})
  public int clustered;

  /** Additional table properties, as {@code key:value;key:value}. */
  @Param({"", "write.parquet.dict-size-bytes:2097152"})
  public String properties;

  /** The enrichments whose columns are not null. */
  @Param({"currencies", "currencies,page,content,geo,device"})
  public String enrich;

  private final List<RowData> rows = new ArrayList<>();
  private InMemoryCatalog catalog;
  private long lastBytes;
  private BoundedFanout writers;

  @Setup
  public void open() throws IOException, UndecodableRecordException {
    readRows();
    for (int from = 0; from < rows.size(); from += clustered) {
      rows.subList(from, Math.min(rows.size(), from + clustered))
          .sort(Comparator.comparing(row -> String.valueOf(row.getString(COUNTRY))));
    }
    catalog = new InMemoryCatalog();
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("db"));
    Map<String, String> all = new HashMap<>(TABLE.properties());
    for (String property : properties.split(";", -1)) {
      if (!property.isEmpty()) {
        all.put(property.split(":", 2)[0], property.split(":", 2)[1]);
      }
    }
    Table table =
        catalog
            .buildTable(TableIdentifier.of("db", TABLE.name()), TABLE.schema())
            .withPartitionSpec(byCountry ? TABLE.partitioning() : PartitionSpec.unpartitioned())
            .withProperties(all)
            .create();
    writers = new BoundedFanout(() -> table);
    writers.initialize(0, 0);
  }

  private void readRows() throws IOException, UndecodableRecordException {
    Path places = Files.createTempFile("places", ".mmdb");
    Files.write(places, GeoDatabaseFile.content());
    FlattenRequests flattener =
        new FlattenRequests(
            Enrichments.read(
                Settings.of(
                    List.of("--enrich", enrich, "--geo.database", places.toString()), Map.of())));
    flattener.open(new UnregisteredMetricsGroup());
    Files.delete(places);
    RowWriter<Placement> writer = TableRows.asDefined(TABLE).writer();
    try (BidRequestValues events = new BidRequestValues()) {
      EventDecoder<BidRequest> decoder = new EventDecoder<>(Topics.BID_REQUESTS, events.registry());
      for (byte[] value : events.values()) {
        flattener.flatten(decoder.decode(value), RECEIVED_AT, source -> keep(writer.write(source)));
      }
    }
  }

  private void keep(RowData row) {
    GenericRowData copy = new GenericRowData(row.getArity());
    for (int i = 0; i < row.getArity(); i++) {
      copy.setField(i, ((GenericRowData) row).getField(i));
    }
    rows.add(copy);
  }

  @TearDown
  public void close() throws IOException {
    System.out.printf("%n%,d rows, %,d bytes%n", rows.size(), lastBytes);
    catalog.close();
  }

  @Benchmark
  public long write() throws IOException {
    TaskWriter<RowData> writer = writers.create();
    for (RowData row : rows) {
      writer.write(row);
    }
    long bytes = 0;
    var files = writer.complete().dataFiles();
    for (var file : files) {
      bytes += file.fileSizeInBytes();
      // Otherwise the files would fill up the memory.
      catalog.loadTable(TableIdentifier.of("db", TABLE.name())).io().deleteFile(file.location());
    }
    lastBytes = bytes;
    return bytes;
  }
}
