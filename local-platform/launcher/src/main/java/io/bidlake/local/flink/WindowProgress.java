package io.bidlake.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The event time progress of a vertex that emits windows.
 *
 * @param vertex the id of the vertex
 * @param tasks its number of subtasks
 * @param watermarks watermarks in milliseconds by subtask, of the subtasks that have reported one
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

  /** The lowest watermark of all subtasks; empty while one has none or has not reported. */
  public OptionalLong low() {
    if (watermarks.size() < tasks || watermarks.containsValue(NONE)) {
      return OptionalLong.empty();
    }
    return watermarks.values().stream().mapToLong(Long::longValue).min();
  }
}
