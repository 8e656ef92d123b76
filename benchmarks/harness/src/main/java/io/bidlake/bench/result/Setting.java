package io.bidlake.bench.result;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The machine and the settings of a benchmark.
 *
 * @param machine cores, memory, operating system, JDK
 * @param revision the revision of the sources in Git
 */
public record Setting(Instant at, String machine, String revision, Map<String, String> settings) {

  public Setting {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
