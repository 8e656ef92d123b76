package io.bidlake.bench.scale;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.data.KafkaTopics;
import io.bidlake.bench.data.LoadTopics;
import io.bidlake.bench.data.Traffic;
import io.bidlake.bench.ingest.IngestCandidates;
import io.bidlake.bench.ingest.Workload;
import io.bidlake.bench.measure.GrowingPart;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Curve;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import io.bidlake.bench.run.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an event costs our ingest job as its work grows. */
public final class ScaleBenchmark {

  private static final List<Double> SHARES = List.of(0.01, 0.1, 1.0);
  private static final List<Integer> COUNTRIES = List.of(12, 60, 200);
  private static final List<Integer> SLOTS = List.of(1, 2, 4);
  private static final List<Integer> PARTITIONS = List.of(1, 2, 4, 8, 16);

  private final BenchPlatform platform;
  private final Pace pace;
  private final Variants variants;
  private final Consumer<String> out;

  public ScaleBenchmark(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.variants = new Variants(platform, pace, out);
    this.out = out;
  }

  /**
   * The curves of one growth.
   *
   * @param longRun bid requests where one run is looked at as it goes on
   * @param shortRun bid requests of all other runs
   */
  public List<Curve> measure(Growth growth, long longRun, long shortRun) throws Exception {
    List<Curve> curves =
        switch (growth) {
          case EVENTS -> events(longRun);
          case COUNTRIES -> countries(shortRun);
          case SLOTS -> slots(shortRun);
          case PARTITIONS -> partitions(shortRun);
        };
    curves.forEach(curve -> out.accept(CostCurve.text(curve)));
    return curves;
  }

  private List<Curve> events(long requests) throws Exception {
    Traffic traffic = Traffic.named("scale-events", requests);
    Workload workload = load(traffic);
    Candidate ours = new IngestCandidates(platform).ours(new Contender("bidlake", "Bidlake", ""));
    List<List<Window>> rounds = new ArrayList<>();
    for (int round = 1; round <= pace.rounds(); round++) {
      Task task = pace.task(platform, "events", "bidlake", round, traffic);
      rounds.add(
          workload
              .run(platform, task, pace.warmUp())
              .observe(
                  ours,
                  task,
                  (progress, usage) ->
                      GrowingPart.of(progress, workload.events(), pace.warmUp(), SHARES, usage)));
      out.accept("round %d of the long run is done".formatted(round));
    }
    delete(traffic);
    return List.of(
        CostCurve.ofGrowth(
            "scale-events",
            "Cost of an event as a run goes on",
            "events since the warm-up",
            rounds));
  }

  private List<Curve> countries(long requests) throws Exception {
    Traffic source = Traffic.named("scale-countries", requests);
    new LoadTopics(platform).load(source);
    List<Traffic> copies = new CountryCopy(platform).copies(source, COUNTRIES);
    delete(source);
    List<Variant> all = new ArrayList<>();
    for (int place = 0; place < copies.size(); place++) {
      Workload workload = Workload.of(platform, copies.get(place));
      out.accept(workload.toString());
      all.add(new Variant(COUNTRIES.get(place), workload, pace.parallelism()));
    }
    Map<Variant, List<Run>> runs = variants.run("countries", all);
    copies.forEach(this::delete);
    return List.of(
        CostCurve.ofCost(
            "scale-countries", "Cost of a bid request by countries", "countries", runs),
        CostCurve.ofFiles(
            "scale-countries-files", "Files of bid requests by countries", "countries", runs));
  }

  private List<Curve> slots(long requests) throws Exception {
    Traffic traffic = Traffic.named("scale-slots", requests);
    Workload workload = load(traffic);
    List<Variant> all = SLOTS.stream().map(it -> new Variant(it, workload, it)).toList();
    Map<Variant, List<Run>> runs = variants.run("slots", all);
    delete(traffic);
    return List.of(
        CostCurve.ofCost("scale-slots", "Cost of an event by slots", "slots of the job", runs));
  }

  private List<Curve> partitions(long requests) throws Exception {
    List<Variant> all = new ArrayList<>();
    for (int count : PARTITIONS) {
      Traffic traffic = Traffic.named("scale-partitions-" + count, requests);
      try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
        topics.createMissing(traffic.names(), count);
      }
      all.add(new Variant(count, load(traffic), pace.parallelism()));
    }
    Map<Variant, List<Run>> runs = variants.run("partitions", all);
    all.forEach(it -> delete(it.workload().traffic()));
    return List.of(
        CostCurve.ofCost(
            "scale-partitions",
            "Cost of an event by partitions of the topics",
            "partitions of each topic",
            runs));
  }

  private Workload load(Traffic traffic) throws Exception {
    new LoadTopics(platform).load(traffic);
    Workload workload = Workload.of(platform, traffic);
    out.accept(workload.toString());
    return workload;
  }

  /** Makes room on the disk; the empty topics stay, for they are everybody's. */
  private void delete(Traffic traffic) {
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      topics.delete(traffic.read().stream().map(traffic::written).toList());
    }
  }
}
