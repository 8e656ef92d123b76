package io.bidlake.bench.generator;

import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.measure.Progress;
import io.bidlake.bench.measure.Progress.Point;
import io.bidlake.bench.measure.SteadyPart;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Measures how fast the generator fills the topics, with its default compression and with others.
 */
public final class GeneratorBenchmark {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final List<Codec> CODECS =
      List.of(
          new Codec("bidlake", "lz4", "as it comes"),
          new Codec("bidlake-zstd", "zstd", "smaller topics"),
          new Codec("bidlake-uncompressed", "none", "larger topics"));

  private final BenchPlatform platform;
  private final Pace pace;
  private final long requests;
  private final Consumer<String> out;

  public GeneratorBenchmark(
      BenchPlatform platform, Pace pace, long requests, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.requests = requests;
    this.out = out;
  }

  private record Codec(String name, String compression, String note) {

    Contender contender() {
      return new Contender(name, "Generator, " + compression, note);
    }
  }

  public Comparison compare() throws Exception {
    List<Run> runs = Rounds.run(CODECS, Codec::name, pace.rounds(), this::measure, out);
    return new Comparison(
        "codecs",
        "Generator into a local broker",
        "events",
        "bidlake",
        CODECS.stream().map(Codec::contender).toList(),
        runs,
        List.of("One process; the broker runs on the same cores, its CPU is not counted."));
  }

  private Run measure(Codec codec, int round) throws IOException, InterruptedException {
    String name = "%s-%d".formatted(codec.name(), round);
    Traffic traffic = Traffic.named(name, requests);
    long begin = System.currentTimeMillis();
    Process process = start(codec, traffic, name);
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka());
        UsageSampler sampler =
            UsageSampler.start(() -> List.of(process.pid()), platform::otherProcesses)) {
      Progress sent = awaitEnd(process, topics, traffic.names());
      long end = System.currentTimeMillis();
      Map<String, Long> records = new HashMap<>();
      topics
          .records(traffic.names())
          .forEach((topic, count) -> records.put(topic.substring(name.length() + 1), count));
      topics.delete(traffic.names());
      return new Run(
          codec.name(),
          round,
          SteadyPart.of(List.of(sent), sent.total(), pace.warmUp(), sampler.log()),
          (end - begin) / 1000.0,
          sampler.log().peakMemory(),
          records,
          0,
          0,
          OptionalLong.empty());
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Codec codec, Traffic traffic, String name) throws IOException {
    return LoadTopics.generator(platform, traffic, traffic.loads().get(0))
        .withArguments(List.of("--kafka.compression.type", codec.compression()))
        .start(new ProcessIdentity(name, platform.state().root()), platform.state().log(name));
  }

  private static Progress awaitEnd(Process process, KafkaTopics topics, List<String> names)
      throws InterruptedException {
    List<Point> points = new ArrayList<>();
    while (process.isAlive()) {
      Thread.sleep(POLL.toMillis());
      long sent = topics.written(names);
      if (points.isEmpty() ? sent > 0 : sent > points.get(points.size() - 1).done()) {
        points.add(new Point(System.currentTimeMillis(), sent));
      }
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("the generator ended with exit code " + process.exitValue());
    }
    return new Progress(points);
  }
}
