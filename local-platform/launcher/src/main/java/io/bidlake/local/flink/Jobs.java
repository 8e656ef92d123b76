package io.bidlake.local.flink;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that read events: their names, modules, inputs and order. */
public final class Jobs {
  /** In the order in which they are shown. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("bidlake-ingest", "ingest-job", Topics.ALL, Time.OF_ARRIVAL),
          new Entry(
              "bidlake-aggregation",
              "aggregation-job",
              List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
              Time.OF_EVENTS),
          new Entry("bidlake-funnel", "funnel-job", Topics.FUNNEL, Time.OF_EVENTS));

  private Jobs() {}

  /** The notion of time that a job uses; only a job that uses event time has settings for it. */
  private enum Time {
    OF_ARRIVAL,
    OF_EVENTS
  }

  private record Entry(String name, String module, List<Topic<?>> topics, Time time) {

    List<String> arguments(Addresses addresses, IdleAfter idleAfter) {
      List<String> arguments = new ArrayList<>(addresses.asArguments());
      if (time == Time.OF_EVENTS) {
        arguments.addAll(idleAfter.asArguments());
      }
      return arguments;
    }
  }

  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** The jobs with event time windows. */
  public static List<String> namesWithWindows() {
    return ENTRIES.stream()
        .filter(entry -> entry.time() == Time.OF_EVENTS)
        .map(Entry::name)
        .toList();
  }

  public static List<String> modules() {
    return ENTRIES.stream().map(Entry::module).toList();
  }

  /** The topics that each job reads, by job name, which is also the name of its consumer group. */
  public static Map<String, List<Topic<?>>> inputs() {
    Map<String, List<Topic<?>>> inputs = new LinkedHashMap<>();
    ENTRIES.forEach(entry -> inputs.put(entry.name(), entry.topics()));
    return inputs;
  }

  /** All jobs that read events, with the jars of this installation, connected to these servers. */
  public static List<Job> all(Installation installation, Addresses addresses, IdleAfter idleAfter) {
    return ENTRIES.stream()
        .map(
            entry ->
                new Job(
                    entry.name(),
                    installation.shadedJar(entry.module()),
                    entry.arguments(addresses, idleAfter)))
        .toList();
  }
}
