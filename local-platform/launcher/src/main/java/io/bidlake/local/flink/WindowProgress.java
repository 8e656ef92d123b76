package io.bidlake.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How far a vertex that emits windows has come in event time.
 *
 * @param vertex its id
 * @param tasks how many tasks it has
 * @param watermarks watermark by task, of the tasks that have reported
 */
public record WindowProgress(String vertex, int tasks, Map<String, Long> watermarks) {
  private static final long NONE = Long.MIN_VALUE;

  public WindowProgress {
    watermarks = Map.copyOf(watermarks);
  }

  static WindowProgress of(String vertex, int tasks, JsonNode answer) {
    Map<String, Long> watermarks = new TreeMap<>();
    answer.forEach(
        metric -> watermarks.put(metric.path("id").asText(), metric.path("value").asLong(NONE)));
    return new WindowProgress(vertex, tasks, watermarks);
  }

  /** The watermark of the slowest task; empty while one has none or has not reported. */
  public OptionalLong low() {
    if (watermarks.size() < tasks || watermarks.containsValue(NONE)) {
      return OptionalLong.empty();
    }
    return watermarks.values().stream().mapToLong(Long::longValue).min();
  }
}
