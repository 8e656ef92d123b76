package io.bidlake.local.flink;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.service.GeoDatabase;
import io.bidlake.model.SpendTopic;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that read events: their names, modules, inputs and order. */
public final class Jobs {
  private static final String AUCTION = "bidlake-auction";

  /**
   * Rows about a minute are to be visible within 15 seconds: five for late events, at most five
   * more while a partition is silent, and the rest until the checkpoint that commits them.
   */
  private static final Map<String, String> OFTEN_COMMITTED =
      Map.of("execution.checkpointing.interval", "4s");

  /** In the order in which they are shown. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("bidlake-ingest", "ingest-job", Topics.ALL, Time.OF_ARRIVAL),
          new Entry(
              "bidlake-aggregation",
              "aggregation-job",
              List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
              Time.OF_EVENTS),
          new Entry("bidlake-funnel", "funnel-job", Topics.FUNNEL, Time.OF_EVENTS),
          new Entry(AUCTION, "auction-job", Topics.ALL, Time.OF_EVENTS));

  private Jobs() {}

  /**
   * The notion of time that a job uses. A job of event time has settings for it; the other one
   * enriches requests.
   */
  private enum Time {
    OF_ARRIVAL,
    OF_EVENTS
  }

  private record Entry(String name, String module, List<Topic<?>> topics, Time time) {

    List<String> arguments(
        PlatformConfig config, Addresses addresses, Map<String, String> environment) {
      List<String> arguments = new ArrayList<>(addresses.asArguments());
      if (name.equals(AUCTION)) {
        arguments.addAll(IdleAfter.ofMinutes(environment).asArguments());
        arguments.addAll(spendArguments(environment));
      } else {
        arguments.addAll(
            time == Time.OF_EVENTS
                ? IdleAfter.of(environment).asArguments()
                : GeoDatabase.asArguments(config, environment));
      }
      return arguments;
    }

    Map<String, String> flink() {
      return name.equals(AUCTION) ? OFTEN_COMMITTED : Map.of();
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

  /**
   * The arguments with the topic of the auction job's sums, which the platform has unless the user
   * says otherwise; for the job that writes the topic, and for the program that verifies it.
   */
  public static List<String> spendArguments(Map<String, String> environment) {
    Settings settings = Settings.of(List.of(), environment);
    return List.of(
        "--" + SpendTopic.KEY, settings.text(SpendTopic.KEY, "spend", SpendTopic.DESCRIPTION));
  }

  /**
   * All jobs that read events, with the jars of this installation, connected to these servers.
   *
   * @param environment the environment with the user's settings
   */
  public static List<Job> all(
      PlatformConfig config, Addresses addresses, Map<String, String> environment) {
    return ENTRIES.stream()
        .map(
            entry ->
                new Job(
                        entry.name(),
                        config.installation().shadedJar(entry.module()),
                        entry.arguments(config, addresses, environment))
                    .withFlink(entry.flink()))
        .toList();
  }
}
