package io.bidlake.local.flink;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.service.GeoDatabase;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.SpendTopic;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The jobs that read events: their names, modules, inputs and order. */
public final class Jobs {
  private static final String AUCTION = "bidlake-auction";
  private static final String LANDING = "bidlake-landing";

  /**
   * Rows about a minute are to be visible within 15 seconds: five for late events, at most five
   * more while a partition is silent, and the rest until the checkpoint that commits them.
   */
  private static final Map<String, String> OFTEN_COMMITTED =
      Map.of("execution.checkpointing.interval", "4s");

  /** In the order in which they are shown. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("bidlake-ingest", "ingest-job", Topics.ALL, Kind.ENRICHING),
          new Entry(
              "bidlake-aggregation",
              "aggregation-job",
              List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
              Kind.WINDOWED),
          new Entry("bidlake-funnel", "funnel-job", Topics.FUNNEL, Kind.WINDOWED),
          new Entry(AUCTION, "auction-job", Topics.ALL, Kind.WINDOWED),
          new Entry(LANDING, "landing-job", ExampleTopics.ALL, Kind.LANDING));

  private Jobs() {}

  private enum Kind {
    /** Enriches requests, for which it gets a database of places. */
    ENRICHING,
    /** Has windows in event time, and gets settings for it. */
    WINDOWED,
    /** Writes records as they come. */
    LANDING
  }

  private record Entry(String name, String module, List<Topic<?>> topics, Kind kind) {

    List<String> arguments(
        PlatformConfig config, Addresses addresses, Map<String, String> environment) {
      List<String> arguments = new ArrayList<>(addresses.asArguments());
      if (name.equals(AUCTION)) {
        arguments.addAll(IdleAfter.ofMinutes(environment).asArguments());
        arguments.addAll(spendArguments(environment));
      } else {
        arguments.addAll(
            switch (kind) {
              case ENRICHING -> GeoDatabase.asArguments(config, environment);
              case WINDOWED -> IdleAfter.of(environment).asArguments();
              case LANDING -> landingArguments(environment);
            });
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
        .filter(entry -> entry.kind() == Kind.WINDOWED)
        .map(Entry::name)
        .toList();
  }

  public static List<String> modules() {
    return ENTRIES.stream().map(Entry::module).toList();
  }

  /**
   * The topics that each job reads, by job name, which is also the name of its consumer group. Of
   * the landing job these are the example topics only, although it may read any others.
   */
  public static Map<String, List<Topic<?>>> inputs() {
    return inputs(System.getenv());
  }

  static Map<String, List<Topic<?>>> inputs(Map<String, String> environment) {
    Map<String, List<Topic<?>>> inputs = new LinkedHashMap<>();
    ENTRIES.forEach(entry -> inputs.put(entry.name(), entry.topics()));
    inputs.computeIfPresent(LANDING, (name, topics) -> landed(topics, environment));
    return inputs;
  }

  /** Those of some topics that the landing job reads by the user's settings. */
  private static List<Topic<?>> landed(List<Topic<?>> topics, Map<String, String> environment) {
    String pattern =
        Settings.of(List.of(), environment)
            .text("landing.topics", "events\\..*", "Topics of the landing job");
    try {
      Predicate<String> matches = Pattern.compile(pattern).asMatchPredicate();
      return topics.stream().filter(topic -> matches.test(topic.name())).toList();
    } catch (PatternSyntaxException e) {
      return topics; // The job refuses to start, and says why.
    }
  }

  /**
   * The arguments with the file of the landing job's rules, if the user has one; for the job, which
   * has another working directory than the user, and for the program that verifies its tables.
   */
  public static List<String> landingArguments(Map<String, String> environment) {
    String rules = environment.getOrDefault("LANDING_RULES", "").strip();
    boolean isUri = rules.matches("\\w[\\w+.-]*:.*");
    return rules.isEmpty()
        ? List.of()
        : List.of("--landing.rules", isUri ? rules : Path.of(rules).toAbsolutePath().toString());
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
