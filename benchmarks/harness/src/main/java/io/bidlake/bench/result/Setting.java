package io.bidlake.bench.result;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Machine and settings that the numbers belong to.
 *
 * @param machine cores, memory, operating system, JDK
 * @param revision of the sources, as Git names it
 */
public record Setting(Instant at, String machine, String revision, Map<String, String> settings) {

  public Setting {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
