package io.bidlake.ingest;

import io.bidlake.bench.pieces.BidRequestValues;
import io.bidlake.domain.DeviceCategory;
import io.bidlake.domain.TrafficQuality;
import io.bidlake.domain.enrichment.Enrichments;
import io.bidlake.generator.geo.GeoDatabaseFile;
import io.bidlake.model.BidRequest;
import io.bidlake.model.Topics;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.runtime.lake.TableRows;
import io.bidlake.settings.Settings;
import io.bidlake.tables.Placement;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.Utf8;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The mapping from decoded bid requests to rows and their enrichments; times are per request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BidRequestValues.COUNT)
public class MapBidRequests {

  private static final long RECEIVED_AT = 1_770_076_800_000L;
  private static final Utf8 PHONE = new Utf8("Phone");
  private static final Utf8 ANDROID = new Utf8("Android");

  /** One enrichment, or none, for the cost of each. */
  @State(Scope.Thread)
  public static class Enriching {

    @Param({
      "none",
      "currencies",
      "page",
      "content",
      "geo",
      "device",
      "currencies,page,content,geo,device"
    })
    private String enrich;

    private FlattenRequests flattener;
    private Path places;

    @Setup
    public void open() throws IOException {
      places = Files.createTempFile("places", ".mmdb");
      Files.write(places, GeoDatabaseFile.content());
      flattener =
          new FlattenRequests(
              Enrichments.read(
                  Settings.of(
                      List.of("--enrich", enrich, "--geo.database", places.toString()), Map.of())));
      flattener.open(new UnregisteredMetricsGroup());
    }

    @TearDown
    public void close() throws IOException {
      Files.delete(places);
    }
  }

  private final TrafficQuality quality = new TrafficQuality();
  private List<BidRequest> requests;
  private FlowRows<Placement> rows;

  @Setup
  public void open() throws UndecodableRecordException {
    requests = new ArrayList<>();
    try (BidRequestValues events = new BidRequestValues()) {
      EventDecoder<BidRequest> decoder = new EventDecoder<>(Topics.BID_REQUESTS, events.registry());
      for (byte[] value : events.values()) {
        // A copy, as the decoder overwrites what it has returned.
        requests.add(
            SpecificData.get().deepCopy(BidRequest.getClassSchema(), decoder.decode(value)));
      }
    }
    rows =
        new FlowRows<>(
            List.of(
                TableRows.asDefined(Tables.BID_REQUESTS_ENRICHED),
                TableRows.asDefined(Tables.BID_REQUESTS)));
  }

  /** The rows of both tables. */
  @Benchmark
  public void rows(Enriching enriching, Blackhole sink) {
    for (BidRequest request : requests) {
      enriching.flattener.flatten(
          request, RECEIVED_AT, source -> rows.of(source, (table, row) -> sink.consume(row)));
    }
  }

  /** Whether a request is production traffic, by address, publisher and structure. */
  @Benchmark
  public void trafficQuality(Blackhole sink) {
    for (BidRequest request : requests) {
      quality.judge(request);
      sink.consume(quality.rejection());
    }
  }

  /** The device category of the request. */
  @Benchmark
  public void deviceCategory(Blackhole sink) {
    for (BidRequest request : requests) {
      sink.consume(DeviceCategory.of(request, PHONE, ANDROID));
    }
  }
}
