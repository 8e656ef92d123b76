package io.bidlake.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.model.BidRequest;
import io.bidlake.model.PossibleTimes;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.kafka.KafkaRecord;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.RowValues;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.SourceTree;
import io.bidlake.testing.WireMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files of reference data are replaced while events flow. */
class RefreshUnderLoadTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int EVENTS = 12_000;
  private static final long NANOS_BETWEEN_EVENTS = 400_000;
  private static final byte[] OLD = content("GeoIP2-Enterprise-Test.mmdb");
  private static final byte[] NEW = content("GeoLite2-City-Test.mmdb");

  @TempDir private Path folder;

  @Test
  void losesNoEventAndUsesOnlyValidData() throws Exception {
    write("places.mmdb", OLD);
    write("rates.csv", "EUR,2");
    Enrichments enrichments =
        Enrichments.read(
            Settings.of(
                List.of(
                    "--geo.database",
                    folder.resolve("places.mmdb").toString(),
                    "--currency-rates",
                    folder.resolve("rates.csv").toString(),
                    "--reference.check-every",
                    "20ms"),
                Map.of()));
    Map<Integer, Step> steps = new HashMap<>();
    steps.put(
        2_000,
        () -> {
          write("places.mmdb", Arrays.copyOf(NEW, NEW.length / 2));
          write("rates.csv", "EUR,-2");
        });
    steps.put(
        5_000,
        () -> {
          write("places.mmdb", NEW);
          write("rates.csv", "EUR,2\nEUR,5," + LocalDate.now(ZoneOffset.UTC).plusDays(2));
        });
    steps.put(
        8_000,
        () -> {
          Files.delete(folder.resolve("places.mmdb"));
          write("rates.csv", "EUR,3");
        });

    Set<Object> ids = new HashSet<>();
    Set<Object> versions = new LinkedHashSet<>();
    Set<Object> floors = new HashSet<>();
    try (InJvmRegistry registry = new InJvmRegistry()) {
      Iterator<RowData> rows = rows(enrichments, registry);
      for (int i = 0; rows.hasNext(); i++) {
        if (steps.containsKey(i)) {
          steps.get(i).run();
        }
        Map<String, Object> row = RowValues.of(Tables.BID_REQUESTS_ENRICHED.schema(), rows.next());
        assertThat(ids.add(row.get("request_id"))).isTrue();
        versions.add(row.get("geo_version").toString().replaceAll(" .*", ""));
        floors.add(row.get("imp_bidfloor_usd"));
        assertThat(row.get("geo_country")).isEqualTo("GBR");
      }
    }

    assertThat(ids).hasSize(EVENTS);
    assertThat(versions).containsExactly("GeoIP2-Enterprise", "GeoLite2-City");
    assertThat(floors).containsExactly(1.0);
    assertThat(enrichments.references())
        .filteredOn(reference -> reference.isFromFile())
        .hasSize(2)
        .allSatisfy(reference -> assertThat(reference.failedRefreshes()).isGreaterThan(1));
  }

  /** What is done to the files. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static Iterator<RowData> rows(Enrichments enrichments, InJvmRegistry registry)
      throws Exception {
    int schema = registry.add(BidRequest.getClassSchema());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    env.getConfig().enableObjectReuse();
    DataStream<KafkaRecord> requests =
        env.fromSequence(0, EVENTS - 1)
            .map(number -> slowly(schema, number), TypeInformation.of(KafkaRecord.class));
    Iterator<RowData> rows =
        new IngestTopology(
                EventFormats.avro(registry.settings()),
                PossibleTimes.DEFAULTS,
                List.of(Flow.all(enrichments).get(0)),
                TableRows::asDefined)
            .connect(topic -> requests)
            .get(Tables.BID_REQUESTS_ENRICHED)
            .collectAsync();
    env.executeAsync();
    return rows;
  }

  private static KafkaRecord slowly(int schema, long number) {
    LockSupport.parkNanos(NANOS_BETWEEN_EVENTS);
    BidRequest request = SampleEvents.request("r" + number);
    request.getDevice().setIp(SampleEvents.utf8("81.2.69.160"));
    request.getImp().get(0).setBidfloor(0.5);
    request.getImp().get(0).setBidfloorcur(SampleEvents.utf8("EUR"));
    return new KafkaRecord(
        "bid-requests", 0, number, Instant.now().toEpochMilli(), WireMessages.of(schema, request));
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] content) throws IOException {
    Path next = Files.write(folder.resolve("next"), content);
    Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] content(String database) {
    try {
      return Files.readAllBytes(SourceTree.geoDatabase(database));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
