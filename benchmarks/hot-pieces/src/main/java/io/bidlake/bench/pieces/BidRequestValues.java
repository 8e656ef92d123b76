package io.bidlake.bench.pieces;

import io.bidlake.generator.encoding.Encoding;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.testing.InJvmRegistry;
import java.util.List;

/** Encoded bid requests, more than fit into a CPU cache, and the registry with their schema. */
public final class BidRequestValues implements AutoCloseable {

  /** The number of requests; one call of a benchmark processes all of them. */
  public static final int COUNT = 20_000;

  private final InJvmRegistry registry = new InJvmRegistry();
  private final byte[][] values;

  public BidRequestValues() {
    values = requests(GeneratedEvents.of(COUNT, topic -> registry.add(topic.schema())));
  }

  /** The same requests as OpenRTB JSON, each in an object with its time. */
  static byte[][] inJson() {
    return requests(GeneratedEvents.of(COUNT, Encoding.lines()));
  }

  private static byte[][] requests(List<GeneratedEvents.Value> events) {
    return events.stream()
        .filter(value -> value.topic().equals(Topics.BID_REQUESTS))
        .map(GeneratedEvents.Value::bytes)
        .toArray(byte[][]::new);
  }

  public byte[][] values() {
    return values;
  }

  public RegistrySettings registry() {
    return registry.settings();
  }

  @Override
  public void close() {
    registry.close();
  }
}
