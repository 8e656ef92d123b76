package io.bidlake.local.flink;

import io.bidlake.local.Addresses;
import io.bidlake.local.Installation;
import java.util.List;

/** The jobs of the platform: the one list of their names, modules and order. */
public final class Jobs {
  /** In the order in which they are started. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("bidlake-ingest", "ingest-job"),
          new Entry("bidlake-aggregation", "aggregation-job"),
          new Entry("bidlake-funnel", "funnel-job"));

  private Jobs() {}

  private record Entry(String name, String module) {}

  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  public static List<String> modules() {
    return ENTRIES.stream().map(Entry::module).toList();
  }

  /** All jobs with the jars of this installation, connected to these servers. */
  public static List<Job> all(Installation installation, Addresses addresses) {
    return ENTRIES.stream()
        .map(
            entry ->
                new Job(
                    entry.name(), installation.shadedJar(entry.module()), addresses.asArguments()))
        .toList();
  }
}
