package io.bidlake.bench.pieces;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.registry.WireFormat;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Ways to decode a bid request; Bidlake's is {@link #eventDecoder}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(BidRequestValues.COUNT)
public class DecodeBidRequests {

  private BidRequestValues events;
  private EventDecoder<BidRequest> ours;
  private byte[][] json;
  private Documents jsonDecoder;
  private DatumReader<BidRequest> plain;
  private DatumReader<GenericRecord> generic;
  private DatumReader<BidRequest> coded;
  private DatumReader<BidRequest> resolved;
  private BidRequest reused;
  private BinaryDecoder decoder;

  @Setup
  public void open() {
    events = new BidRequestValues();
    ours = new EventDecoder<>(Topics.BID_REQUESTS, events.registry());
    json = BidRequestValues.inJson();
    jsonDecoder = new Documents(Feed.DEFAULTS, List.of(Topics.BID_REQUESTS.name()));
    Schema schema = BidRequest.getClassSchema();
    plain = new SpecificDatumReader<>(schema, schema);
    SpecificData coders = new SpecificData();
    coders.setCustomCoders(true);
    coders.setFastReaderEnabled(false);
    coded = new SpecificDatumReader<>(schema, schema, coders);
    SpecificData slow = new SpecificData();
    slow.setFastReaderEnabled(false);
    resolved = new SpecificDatumReader<>(schema, schema, slow);
    generic = new GenericDatumReader<>(schema, schema);
  }

  @TearDown
  public void close() {
    events.close();
  }

  /** The decoder of the jobs. */
  @Benchmark
  public void eventDecoder(Blackhole sink) throws UndecodableRecordException {
    for (byte[] value : events.values()) {
      sink.consume(ours.decode(value));
    }
  }

  /** The JSON decoder of the jobs, with the same events as OpenRTB JSON. */
  @Benchmark
  public void jsonDecoder(Blackhole sink) {
    Consumed consumed = new Consumed(sink);
    for (byte[] value : json) {
      jsonDecoder.decode(value, 0, consumed);
    }
  }

  private record Consumed(Blackhole sink) implements EventOutput {
    @Override
    public <T extends SpecificRecord> void event(Topic<T> topic, T event, SourceDocument document) {
      sink.consume(event);
    }

    @Override
    public void deadLetter(Reason reason, String error, SourceDocument document) {
      throw new IllegalStateException(error);
    }

    @Override
    public void count(String name) {
      sink.consume(name);
    }
  }

  /** A new record for each event, with Avro's defaults. */
  @Benchmark
  public void newSpecificRecords(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      sink.consume(plain.read(null, decoder(value)));
    }
  }

  /** One record for all events, with Avro's defaults. */
  @Benchmark
  public void reusedSpecificRecord(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      reused = plain.read(reused, decoder(value));
      sink.consume(reused);
    }
  }

  /** One record for all events, read by the coders that Avro generates into the classes. */
  @Benchmark
  public void generatedCoders(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      reused = coded.read(reused, decoder(value));
      sink.consume(reused);
    }
  }

  /** One record for all events, read by Avro's resolving decoder. */
  @Benchmark
  public void resolvingDecoder(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      reused = resolved.read(reused, decoder(value));
      sink.consume(reused);
    }
  }

  /** A new generic record for each event, as in a job without generated classes. */
  @Benchmark
  public void newGenericRecords(Blackhole sink) throws IOException {
    for (byte[] value : events.values()) {
      sink.consume(generic.read(null, decoder(value)));
    }
  }

  private BinaryDecoder decoder(byte[] value) {
    int length = value.length - WireFormat.HEADER_LENGTH;
    decoder = DecoderFactory.get().binaryDecoder(value, WireFormat.HEADER_LENGTH, length, decoder);
    return decoder;
  }
}
