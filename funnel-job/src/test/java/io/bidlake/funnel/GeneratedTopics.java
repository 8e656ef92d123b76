package io.bidlake.funnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The four topics, with events on time, as bounded sources in this JVM whose position is in their
 * state.
 */
final class GeneratedTopics {

  private static volatile List<List<FunnelEvent>> topics;
  private static volatile CountDownLatch unread;

  private GeneratedTopics() {}

  /** The events of so many requests. */
  static GeneratedTopics of(int requests) {
    topics = events(requests);
    return new GeneratedTopics();
  }

  private static List<List<FunnelEvent>> events(int requests) {
    Random random = new Random(2);
    RandomRequest request = new RandomRequest(random, TestEvents.STAGES, Copies.ANY);
    List<List<Arrival>> arrivals = new ArrayList<>();
    for (int i = 0; i < Stages.COUNT; i++) {
      arrivals.add(new ArrayList<>());
    }
    for (int i = 0; i < requests; i++) {
      for (FunnelEvent event : request.events("r" + i)) {
        long delay = random.nextInt(SimulatedPartition.OUT_OF_ORDERNESS + 1);
        arrivals.get(event.topic).add(new Arrival(event, event.time + delay));
      }
    }
    List<List<FunnelEvent>> made = new ArrayList<>();
    for (List<Arrival> topic : arrivals) {
      topic.sort(Comparator.comparingLong(Arrival::time));
      List<FunnelEvent> log = new ArrayList<>();
      topic.forEach(arrival -> log.add(TestEvents.at(arrival.event(), 0, log.size())));
      made.add(log);
    }
    return made;
  }

  List<List<FunnelEvent>> byTopic() {
    return topics;
  }

  List<FunnelEvent> all() {
    return topics.stream().flatMap(List::stream).toList();
  }

  int smallest() {
    return topics.stream().mapToInt(List::size).min().orElseThrow();
  }

  /** Lets one wait until so many events have been read. */
  void expectReads(int count) {
    unread = new CountDownLatch(count);
  }

  void awaitReads() throws InterruptedException {
    unread.await();
  }

  DataStream<FunnelEvent> read(
      int stage, StreamExecutionEnvironment env, RateLimiterStrategy limit) {
    String name = "read-" + stage;
    return env.fromSource(
            new DataGeneratorSource<>(
                new EventAt(stage), topics.get(stage).size(), limit, FunnelEvent.TYPE),
            WatermarkStrategy.<FunnelEvent>forBoundedOutOfOrderness(
                    Duration.ofMillis(SimulatedPartition.OUT_OF_ORDERNESS))
                .withTimestampAssigner((event, timestamp) -> event.time),
            name)
        .uid(name);
  }

  private record EventAt(int topic) implements GeneratorFunction<Long, FunnelEvent> {

    @Override
    public FunnelEvent map(Long position) {
      unread.countDown();
      return topics.get(topic).get(position.intValue());
    }
  }
}
