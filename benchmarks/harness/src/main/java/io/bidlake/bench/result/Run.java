package io.bidlake.bench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One measured run of one contender.
 *
 * @param steady the measured part
 * @param wholeSeconds the time from the start to the last row, including the warm-up
 * @param rows the rows at the end, by table
 * @param files the number of files of all tables
 * @param bytes the size of those files in bytes
 * @param stateBytes the size of the largest checkpoint in bytes; empty if there is no state
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
