package io.bidlake.bench.windows;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.FlinkCandidate;
import io.bidlake.bench.contender.FlinkSql;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.flink.Job;
import java.util.List;

/** The contenders that can compute the windowed tables. */
public final class WindowCandidates {

  public static final String OURS = "bidlake";

  private final BenchPlatform platform;

  public WindowCandidates(BenchPlatform platform) {
    this.platform = platform;
  }

  /** Bidlake's funnel job, and other ways to join the funnel. */
  public List<Candidate> ofFunnel(StateBackend backend) {
    return List.of(
        job(
            new Contender(OURS, "Bidlake", "one keyed operator; nothing late, as the joins"),
            funnel(),
            backend,
            List.of("--event-time.allowed-lateness", "1ms")),
        job(
            new Contender(
                "bidlake-corrects", "Bidlake, correcting", "corrects late events for 1 h"),
            funnel(),
            backend,
            List.of("--event-time.allowed-lateness", "1h")),
        job(
            new Contender(
                "interval-joins", "DataStream interval joins", "each event once, no corrections"),
            new Job(
                "bench-interval-joins",
                platform
                    .installation()
                    .shadedJar("benchmarks/interval-joins", "bench-interval-joins"),
                List.of()),
            backend,
            List.of()),
        sql(backend));
  }

  /**
   * Bidlake's funnel job with its defaults under another name, for comparisons in which it runs in
   * several variants.
   */
  public Candidate ofFunnel(Contender contender, StateBackend backend) {
    return job(contender, funnel(), backend, List.of());
  }

  private Job funnel() {
    return new Job("bidlake-funnel", platform.installation().shadedJar("funnel-job"), List.of());
  }

  private Candidate sql(StateBackend backend) {
    return new FlinkCandidate(
        new Contender("flink-sql", "Flink SQL interval joins", "each event once, no corrections"),
        platform,
        FlinkSql.job(platform.installation(), "io.bidlake.bench.sql.FunnelSql")
            .withFlink(backend.options()),
        task -> {
          List<String> arguments = task.groupArguments(platform.addresses());
          arguments.addAll(task.paceArguments());
          return arguments;
        });
  }

  /**
   * A job for which there is no alternative with the same result, on each state backend.
   *
   * @param kind the kind of the job, such as aggregation
   */
  public List<Candidate> onBackends(String kind) {
    Job job =
        new Job("bidlake-" + kind, platform.installation().shadedJar(kind + "-job"), List.of());
    return List.of(
        onBackend(OURS, job, StateBackend.HASHMAP),
        onBackend(OURS + "-rocksdb", job, StateBackend.ROCKSDB));
  }

  private Candidate onBackend(String name, Job job, StateBackend backend) {
    return job(new Contender(name, "Bidlake on " + backend.title(), ""), job, backend, List.of());
  }

  private Candidate job(Contender contender, Job job, StateBackend backend, List<String> settings) {
    return new FlinkCandidate(
        contender,
        platform,
        job.withFlink(backend.options()),
        task -> {
          List<String> arguments = task.groupArguments(platform.addresses());
          arguments.addAll(settings);
          return arguments;
        });
  }
}
