package io.bidlake.bench.windows;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Flink's state backend. */
public enum StateBackend {
  HASHMAP("HashMap", Map.of()),
  ROCKSDB(
      "RocksDB",
      Map.of(
          "execution.checkpointing.incremental", "true",
          // The cluster has too little managed memory, as its own jobs need none.
          "state.backend.rocksdb.memory.fixed-per-slot", "256mb"));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
  private final Map<String, String> options;

  StateBackend(String title, Map<String, String> options) {
    this.title = title;
    this.options = options;
  }

  public String title() {
    return title;
  }

  /** Flink's name of the backend. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Flink's options for the backend. */
  Map<String, String> options() {
    Map<String, String> all = new HashMap<>(options);
    all.put("state.backend.type", id());
    return all;
  }
}
