package io.bidlake.model;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** The rule for schema changes: today's schemas read what every release wrote (BACKWARD). */
final class Compatibility {

  private Compatibility() {}

  /** One problem for each released schema that today's schemas cannot read. */
  static List<String> problems(
      Map<String, Schema> today, SortedMap<Integer, Map<String, Schema>> released) {
    return released.entrySet().stream()
        .flatMap(
            release ->
                release.getValue().entrySet().stream()
                    .map(
                        writer ->
                            problem(
                                writer.getKey(),
                                release.getKey(),
                                today.get(writer.getKey()),
                                writer.getValue())))
        .filter(problem -> !problem.isEmpty())
        .toList();
  }

  private static String problem(String name, int release, Schema reader, Schema writer) {
    if (reader == null) {
      return "%s.avsc is gone, release %d wrote with it".formatted(name, release);
    }
    List<Incompatibility> reasons =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities();
    return reasons.isEmpty()
        ? ""
        : "%s.avsc cannot read what release %d wrote: %s"
            .formatted(
                name,
                release,
                reasons.stream()
                    .map(r -> "%s %s at %s".formatted(r.getType(), r.getMessage(), r.getLocation()))
                    .collect(joining(", ")));
  }
}
