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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The jobs that read events: their names, modules, inputs and order. */
public final class Jobs {
  private static final String AUCTION = "bidlake-auction";
  private static final String LANDING = "bidlake-landing";

  private static final String IDLE_AFTER = "event-time.idle-after";

  /**
   * The time without records after which windows no longer wait for a partition. It is shorter here
   * than in the jobs, because a demo waits that long at its end. It must not be too short: on a
   * busy machine the first record of a topic may take longer, and its events would then be late.
   */
  private static final Duration SHORT = Duration.ofSeconds(10);

  private static final Map<String, String> WINDOWED = Map.of(IDLE_AFTER, SHORT.toSeconds() + "s");

  /** For the job whose rows about a minute are to be visible soon; it corrects what comes later. */
  private static final Map<String, String> SOON_WINDOWED = Map.of(IDLE_AFTER, "5s");

  /**
   * Rows about a minute are to be visible within 15 seconds: five for late events, at most five
   * more while a partition is silent, and the rest until the checkpoint that commits them.
   */
  private static final Map<String, String> OFTEN_COMMITTED =
      Map.of("execution.checkpointing.interval", "4s");

  private static final OwnArguments NONE = (config, environment) -> List.of();

  /** In the order in which they are shown. */
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("bidlake-ingest", "ingest-job", Topics.ALL, Map.of(), GeoDatabase::asArguments),
          new Entry(
              "bidlake-aggregation",
              "aggregation-job",
              List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS),
              WINDOWED,
              NONE),
          new Entry("bidlake-funnel", "funnel-job", Topics.FUNNEL, WINDOWED, NONE),
          new Entry(
              AUCTION,
              "auction-job",
              Topics.ALL,
              SOON_WINDOWED,
              (config, environment) -> spendArguments(environment)),
          new Entry(
              LANDING,
              "landing-job",
              ExampleTopics.ALL,
              Map.of(),
              (config, environment) -> landingArguments(environment)));

  private Jobs() {}

  /** The arguments of a job besides the addresses and its defaults. */
  @FunctionalInterface
  private interface OwnArguments {
    List<String> of(PlatformConfig config, Map<String, String> environment);
  }

  /**
   * A job.
   *
   * @param defaults settings that the platform has unless the user says otherwise
   */
  private record Entry(
      String name,
      String module,
      List<Topic<?>> topics,
      Map<String, String> defaults,
      OwnArguments own) {

    Job job(PlatformConfig config, Addresses addresses, Map<String, String> environment) {
      return new Job(name, config.installation().shadedJar(module), addresses.asArguments())
          .withArguments(unlessSet(defaults, environment))
          .withArguments(own.of(config, environment))
          .withFlink(name.equals(AUCTION) ? OFTEN_COMMITTED : Map.of());
    }
  }

  /** Arguments with these settings, or with the values that the user has set in the environment. */
  static List<String> unlessSet(Map<String, String> defaults, Map<String, String> environment) {
    Settings users = Settings.of(List.of(), environment);
    return defaults.entrySet().stream()
        .flatMap(it -> Stream.of("--" + it.getKey(), users.text(it.getKey(), it.getValue(), "")))
        .toList();
  }

  /** The time after which the windows of all jobs no longer wait for silent partitions. */
  public static Duration idleAfter(Map<String, String> environment) {
    return Settings.of(List.of(), environment)
        .duration(IDLE_AFTER, SHORT, "Silence after which a partition is not waited for");
  }

  public static List<String> names() {
    return ENTRIES.stream().map(Entry::name).toList();
  }

  /** The jobs with event time windows. */
  public static List<String> namesWithWindows() {
    return ENTRIES.stream()
        .filter(entry -> entry.defaults().containsKey(IDLE_AFTER))
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
    return unlessSet(Map.of(SpendTopic.KEY, "spend"), environment);
  }

  /**
   * All jobs that read events, with the jars of this installation, connected to these servers.
   *
   * @param environment the environment with the user's settings
   */
  public static List<Job> all(
      PlatformConfig config, Addresses addresses, Map<String, String> environment) {
    return ENTRIES.stream().map(entry -> entry.job(config, addresses, environment)).toList();
  }
}
