package io.bidlake.bench.data;

import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events of a benchmark: the settings of the generator, and the topics that the contenders
 * read.
 *
 * @param name its name, with which the names of its topics start
 * @param read the topics that contenders read; the others are empty for them
 * @param loads the environment variables of each run of the generator
 * @param requestFormat the format of the bid requests; all other topics are Avro
 */
public record Traffic(
    String name, List<Topic<?>> read, List<Map<String, String>> loads, TopicFormat requestFormat) {

  private static final String EMPTY = "empty-";
  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");

  public Traffic {
    read = List.copyOf(read);
    loads = List.copyOf(loads);
  }

  /** Traffic in Avro. */
  public Traffic(String name, List<Topic<?>> read, List<Map<String, String>> loads) {
    this(name, read, loads, TopicFormat.AVRO);
  }

  /** The whole funnel of a number of requests, over a day of event time. */
  public static Traffic events(long requests) {
    return named("events", requests);
  }

  /**
   * The whole funnel of a number of requests, over a day of event time, in topics with another
   * prefix.
   */
  public static Traffic named(String workload, long requests) {
    return new Traffic(workload, Topics.ALL, List.of(day(requests, Map.of())));
  }

  /**
   * The whole funnel of a number of requests, over four hours of event time. With a full day the
   * events would be sparser, and the alignment of topics in event time would limit how fast a job
   * can read.
   *
   * @param read the topics that the job reads; a run ends when it has committed all of them
   */
  public static Traffic windows(String workload, long requests, List<Topic<?>> read) {
    return windows(workload, 4, requests, read);
  }

  /**
   * The whole funnel of a number of requests, over some hours of event time, and a few events of a
   * later hour in every partition, which advance the watermark so that every window ends.
   *
   * @param read the topics that the job reads; a run ends when it has committed all of them
   */
  public static Traffic windows(String workload, int hours, long requests, List<Topic<?>> read) {
    Map<String, String> afterwards =
        Map.of(
            "BACKFILL_HOURS", "0.1",
            "BACKFILL_ONLY", "true",
            "EVENTS_PER_SECOND", "2",
            "BID_RESPONSE_RATE", "1",
            "WIN_RATE", "1",
            "CLICK_RATE", "1",
            "START", START.plus(Duration.ofHours(hours + 3)).toString(),
            "SEED", "27");
    return new Traffic(workload, read, List.of(hours(hours, requests, Map.of()), afterwards));
  }

  /** A number of bid requests and no other events. */
  public static Traffic requests(String workload, long requests) {
    return new Traffic(
        workload,
        List.of(Topics.BID_REQUESTS),
        List.of(
            day(requests, Map.of("BID_RESPONSE_RATE", "0", "NO_BID_RATE", "0", "WIN_RATE", "0"))));
  }

  /** A number of bid requests as OpenRTB JSON, the same as in Avro, and no other events. */
  public static Traffic jsonRequests(String workload, long requests) {
    Traffic avro = requests(workload, requests);
    return new Traffic(workload, avro.read, avro.loads, TopicFormat.OPENRTB_JSON);
  }

  /** A number of impressions, of which nearly a third have a click: the flat records. */
  public static Traffic notices(long impressions) {
    return new Traffic(
        "notices",
        List.of(Topics.IMPRESSIONS, Topics.CLICKS),
        List.of(
            day(
                impressions,
                Map.of("BID_RESPONSE_RATE", "1", "WIN_RATE", "1", "CLICK_RATE", "0.3"))));
  }

  /** The whole funnel in real time, at a rate of requests, until the generator is stopped. */
  public static Traffic live(String workload, double requestsPerSecond) {
    Map<String, String> settings =
        Map.of(
            "EVENTS_PER_SECOND",
            Double.toString(requestsPerSecond),
            "BACKFILL_HOURS",
            "0",
            "BACKFILL_ONLY",
            "false",
            "SEED",
            "26");
    return new Traffic(workload, Topics.ALL, List.of(settings));
  }

  private static Map<String, String> day(long requests, Map<String, String> rates) {
    return hours(24, requests, rates);
  }

  private static Map<String, String> hours(int hours, long requests, Map<String, String> rates) {
    Map<String, String> settings = new HashMap<>(rates);
    settings.put("BACKFILL_HOURS", Integer.toString(hours));
    settings.put("BACKFILL_ONLY", "true");
    settings.put("EVENTS_PER_SECOND", Double.toString(requests / (hours * 3_600.0)));
    settings.put("MAX_REQUESTS", Long.toString(requests));
    settings.put("START", START.toString());
    settings.put("SEED", "26");
    return settings;
  }

  /** A copy of which only some topics are read. */
  public Traffic only(List<Topic<?>> topics) {
    return new Traffic(name, topics, loads, requestFormat);
  }

  /** The name of the topic to which the generator sends. */
  public String written(Topic<?> topic) {
    return name + "-" + topic.name();
  }

  /** The name of the topic that a contender reads. */
  public String nameOf(Topic<?> topic) {
    return read.contains(topic) ? written(topic) : EMPTY + topic.name();
  }

  /** Whether there are nested records, which contenders cannot simply copy. */
  public boolean isNested() {
    return read.contains(Topics.BID_REQUESTS) || read.contains(Topics.BID_RESPONSES);
  }

  /** The names of all topics for contenders. */
  public List<String> names() {
    return Topics.ALL.stream().map(this::nameOf).toList();
  }

  /** The settings of a contender with the names of the topics, and formats other than Avro. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    Topics.ALL.forEach(
        topic -> arguments.addAll(List.of("--topic." + topic.name(), nameOf(topic))));
    if (requestFormat != TopicFormat.AVRO) {
      arguments.addAll(List.of("--topic.bid-requests.format", requestFormat.spelled()));
    }
    return arguments;
  }

  /** The environment variables of the generator for one run. */
  Map<String, String> environment(Map<String, String> load) {
    Map<String, String> environment = new LinkedHashMap<>(load);
    for (Topic<?> topic : Topics.ALL) {
      environment.put(
          "TOPIC_" + topic.name().toUpperCase(Locale.ROOT).replace('-', '_'), written(topic));
    }
    environment.put("TOPIC_BID_REQUESTS_FORMAT", requestFormat.spelled());
    environment.put("EXAMPLE_EVENTS", "false"); // No contender reads them.
    return environment;
  }
}
