package io.bidlake.bench.pieces;

import io.bidlake.generator.stream.EventKind;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.testing.InJvmRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Encoded bid requests, enough of them that no cache holds all, and the registry they name. */
public final class BidRequestValues implements AutoCloseable {

  /** One call of a benchmark works through all of them. */
  public static final int COUNT = 20_000;

  private final InJvmRegistry registry = new InJvmRegistry();
  private final byte[][] values;

  public BidRequestValues() {
    Map<EventKind, Integer> ids = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      ids.put(kind, registry.add(kind.topic().schema()));
    }
    values =
        GeneratedEvents.of(COUNT, ids).stream()
            .filter(value -> value.kind().topic().equals(Topics.BID_REQUESTS))
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
