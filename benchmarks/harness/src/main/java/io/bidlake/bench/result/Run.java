package io.bidlake.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One measured run of one contender.
 *
 * @param steady what was measured
 * @param wholeSeconds from start to the last row, warm-up and all
 * @param rows rows at the end, by table
 * @param files data files of all tables
 * @param bytes bytes of those files
 * @param stateBytes size of the largest checkpoint that was seen; empty where there is no state
 */
public record Run(
    String contender,
    int round,
    Window steady,
    double wholeSeconds,
    long peakMemoryBytes,
    Map<String, Long> rows,
    long files,
    long bytes,
    OptionalLong stateBytes) {

  public Run {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }
}
