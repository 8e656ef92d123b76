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
 * Events to load before anything is measured: what the generator is told, and the topics that the
 * contenders then read.
 *
 * @param name what it is called; the names of its topics begin with it
 * @param read the topics that are read; contenders find the others empty
 * @param loads what the generator is told for each of its runs, by the names of its environment
 * @param requestFormat how the bid requests are written; all other topics are Avro
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

  /** The whole funnel of so many requests, sent over a day. */
  public static Traffic events(long requests) {
    return named("events", requests);
  }

  /** The same in topics of another name. */
  public static Traffic named(String workload, long requests) {
    return new Traffic(workload, Topics.ALL, List.of(day(requests, Map.of())));
  }

  /**
   * The whole funnel of so many requests, sent over four hours. It is no full day, because topics
   * wait for each other: of sparse events a job in event time reads no faster than it may move on.
   */
  public static Traffic windows(String workload, long requests) {
    return windows(workload, 4, requests);
  }

  /**
   * The whole funnel of so many requests, sent over some hours, and a few events of a later hour in
   * every partition: they move event time past the end, so that every window ends.
   */
  public static Traffic windows(String workload, int hours, long requests) {
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
    return new Traffic(workload, Topics.ALL, List.of(hours(hours, requests, Map.of()), afterwards));
  }

  /** So many bid requests alone. */
  public static Traffic requests(String workload, long requests) {
    return new Traffic(
        workload,
        List.of(Topics.BID_REQUESTS),
        List.of(
            day(requests, Map.of("BID_RESPONSE_RATE", "0", "NO_BID_RATE", "0", "WIN_RATE", "0"))));
  }

  /** So many bid requests alone, the same ones as in Avro, as OpenRTB JSON. */
  public static Traffic jsonRequests(String workload, long requests) {
    Traffic avro = requests(workload, requests);
    return new Traffic(workload, avro.read, avro.loads, TopicFormat.OPENRTB_JSON);
  }

  /** So many impressions, nearly a third of them clicked: the records that are flat. */
  public static Traffic notices(long impressions) {
    return new Traffic(
        "notices",
        List.of(Topics.IMPRESSIONS, Topics.CLICKS),
        List.of(
            day(
                impressions,
                Map.of("BID_RESPONSE_RATE", "1", "WIN_RATE", "1", "CLICK_RATE", "0.3"))));
  }

  /** The whole funnel as it happens, so many requests a second until the generator is stopped. */
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

  /** The same topics, of which only some are read. */
  public Traffic only(List<Topic<?>> topics) {
    return new Traffic(name, topics, loads, requestFormat);
  }

  /** Where the generator sends the events of a topic. */
  public String written(Topic<?> topic) {
    return name + "-" + topic.name();
  }

  /** Where a contender reads the events of a topic. */
  public String nameOf(Topic<?> topic) {
    return read.contains(topic) ? written(topic) : EMPTY + topic.name();
  }

  /** Whether contenders need more than to copy flat records. */
  public boolean isNested() {
    return read.contains(Topics.BID_REQUESTS) || read.contains(Topics.BID_RESPONSES);
  }

  /** All topics that contenders name. */
  public List<String> names() {
    return Topics.ALL.stream().map(this::nameOf).toList();
  }

  /** The settings that tell a contender the names of the topics, and what is not Avro in them. */
  public List<String> asArguments() {
    List<String> arguments = new ArrayList<>();
    Topics.ALL.forEach(
        topic -> arguments.addAll(List.of("--topic." + topic.name(), nameOf(topic))));
    if (requestFormat != TopicFormat.AVRO) {
      arguments.addAll(List.of("--topic.bid-requests.format", requestFormat.spelled()));
    }
    return arguments;
  }

  /** The environment of the generator for one of its runs. */
  Map<String, String> environment(Map<String, String> load) {
    Map<String, String> environment = new LinkedHashMap<>(load);
    for (Topic<?> topic : Topics.ALL) {
      environment.put(
          "TOPIC_" + topic.name().toUpperCase(Locale.ROOT).replace('-', '_'), written(topic));
    }
    environment.put("TOPIC_BID_REQUESTS_FORMAT", requestFormat.spelled());
    return environment;
  }
}
