package io.bidlake.bench.windows;

import io.bidlake.bench.result.Comparison;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import io.bidlake.local.config.Installation;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares ways to join the funnel on events generated in memory, so without reading from Kafka,
 * decoding and writing.
 */
public final class JoinBenchmark {

  private static final List<Contender> CONTENDERS =
      List.of(
          new Contender(
              WindowCandidates.OURS, "Bidlake", "one keyed operator; nothing late, as the joins"),
          new Contender(
              "interval-joins", "DataStream interval joins", "each event once, no orphans"),
          new Contender("flink-sql", "Flink SQL interval joins", "each event once, no orphans"));

  private final Installation installation;
  private final Pace pace;
  private final Consumer<String> out;

  public JoinBenchmark(Installation installation, Pace pace, Consumer<String> out) {
    this.installation = installation;
    this.pace = pace;
    this.out = out;
  }

  /** All contenders. */
  public static List<Contender> contenders() {
    return CONTENDERS;
  }

  public Comparison compare(StateBackend backend, long events, List<Contender> contenders)
      throws Exception {
    String title = "Joins in memory, state on " + backend.title();
    out.accept(title);
    List<Run> runs =
        Rounds.run(
            contenders,
            Contender::name,
            pace.rounds(),
            new JoinRun(installation, pace, backend, events)::measure,
            out);
    return new Comparison(
        backend.id(),
        title,
        "events",
        WindowCandidates.OURS,
        contenders,
        runs,
        List.of(
            "Events are made in the sources: no Kafka, no Avro, no Iceberg. 75 seconds of 1,000"
                + " requests/s are in state."));
  }
}
