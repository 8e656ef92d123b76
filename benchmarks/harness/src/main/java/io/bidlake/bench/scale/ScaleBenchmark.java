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
import io.bidlake.bench.run.GroupRun;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.windows.StateBackend;
import io.bidlake.bench.windows.WindowCandidates;
import io.bidlake.model.Topics;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the cost of an event in Bidlake's jobs as their work grows. */
public final class ScaleBenchmark {

  private static final List<Double> SHARES = List.of(0.01, 0.1, 1.0);
  private static final List<Integer> COUNTRIES = List.of(12, 60, 200);
  private static final List<Integer> SLOTS = List.of(1, 2, 4);
  private static final List<Integer> PARTITIONS = List.of(1, 2, 4, 8, 16);
  private static final List<Integer> HOURS = List.of(1, 4, 24);
  private static final List<TableDefinition<?>> FUNNEL =
      List.of(Tables.HOURLY_FUNNEL_BY_PUBLISHER, Tables.LATE_EVENTS);

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
   * Measures the curves of one growth.
   *
   * @param longRun the number of bid requests of the run that is evaluated over its course
   * @param shortRun the number of bid requests of all other runs
   */
  public List<Curve> measure(Growth growth, long longRun, long shortRun) throws Exception {
    List<Curve> curves =
        switch (growth) {
          case EVENTS -> events(longRun);
          case COUNTRIES -> countries(shortRun);
          case SLOTS -> slots(shortRun);
          case PARTITIONS -> partitions(shortRun);
          case HOURS -> hours(shortRun);
        };
    curves.forEach(curve -> out.accept(CostCurve.text(curve)));
    return curves;
  }

  /**
   * With bid requests only: with several topics, the cheap ones would be read first, and the mix of
   * events would change over the course of a run.
   */
  private List<Curve> events(long requests) throws Exception {
    Traffic traffic = Traffic.requests("scale-events", requests);
    Workload workload = load(traffic);
    Candidate ours = ingest(new Contender("bidlake", "Bidlake", ""));
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
            "Cost of a bid request as a run goes on",
            "bid requests since the warm-up",
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
      all.add(ingestVariant(COUNTRIES.get(place), pace.parallelism(), workload));
    }
    Map<Variant, List<Run>> runs = variants.run("countries", this::ingest, all);
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
    List<Variant> all = SLOTS.stream().map(it -> ingestVariant(it, it, workload)).toList();
    Map<Variant, List<Run>> runs = variants.run("slots", this::ingest, all);
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
      all.add(ingestVariant(count, pace.parallelism(), load(traffic)));
    }
    Map<Variant, List<Run>> runs = variants.run("partitions", this::ingest, all);
    all.forEach(it -> delete(it.traffic()));
    return List.of(
        CostCurve.ofCost(
            "scale-partitions",
            "Cost of an event by partitions of the topics",
            "partitions of each topic",
            runs));
  }

  /** The funnel job catches up with the same number of events over a growing number of hours. */
  private List<Curve> hours(long requests) throws Exception {
    List<Variant> all = new ArrayList<>();
    for (int hours : HOURS) {
      Traffic traffic = Traffic.windows("scale-hours-" + hours, hours, requests, Topics.FUNNEL);
      new LoadTopics(platform).load(traffic);
      all.add(
          new Variant(
              hours,
              pace.parallelism(),
              traffic,
              new GroupRun(platform, FUNNEL, pace.warmUp())::measure));
    }
    Map<Variant, List<Run>> runs =
        variants.run(
            "hours",
            job -> new WindowCandidates(platform).ofFunnel(job, StateBackend.HASHMAP),
            all);
    all.forEach(it -> delete(it.traffic()));
    String axis = "hours of event time";
    return List.of(
        CostCurve.ofCost("scale-hours", "Cost of an event of the funnel by hours", axis, runs),
        CostCurve.ofRate("scale-hours-rate", "Catch-up of the funnel by hours", axis, runs));
  }

  private Candidate ingest(Contender contender) {
    return new IngestCandidates(platform).ours(contender);
  }

  private Variant ingestVariant(int x, int parallelism, Workload workload) {
    return new Variant(
        x,
        parallelism,
        workload.traffic(),
        (job, round, task) ->
            workload.run(platform, task, pace.warmUp()).measure(job, round, task));
  }

  private Workload load(Traffic traffic) throws Exception {
    new LoadTopics(platform).load(traffic);
    Workload workload = Workload.of(platform, traffic);
    out.accept(workload.toString());
    return workload;
  }

  /** Frees disk space; the empty topics are kept, as all traffics share them. */
  private void delete(Traffic traffic) {
    try (KafkaTopics topics = new KafkaTopics(platform.addresses().kafka())) {
      topics.delete(traffic.read().stream().map(traffic::written).toList());
    }
  }
}
