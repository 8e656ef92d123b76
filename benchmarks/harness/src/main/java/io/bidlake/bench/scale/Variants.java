package io.bidlake.bench.scale;

import io.bidlake.bench.contender.Candidate;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.run.Pace;
import io.bidlake.bench.run.Rounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs all variants with one of Bidlake's jobs, in turn. */
final class Variants {

  private final BenchPlatform platform;
  private final Pace pace;
  private final Consumer<String> out;

  Variants(BenchPlatform platform, Pace pace, Consumer<String> out) {
    this.platform = platform;
    this.pace = pace;
    this.out = out;
  }

  /**
   * Returns the runs of each variant.
   *
   * @param job returns the job under the name of a variant
   */
  Map<Variant, List<Run>> run(
      String work, Function<Contender, Candidate> job, List<Variant> variants) throws Exception {
    Map<String, Variant> byName = new LinkedHashMap<>();
    Map<Variant, List<Run>> measured = new LinkedHashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    for (Variant variant : variants) {
      byName.put(variant.name(), variant);
      measured.put(variant, new ArrayList<>());
      candidates.add(job.apply(new Contender(variant.name(), "Bidlake, " + variant.name(), work)));
    }
    out.accept(work);
    List<Run> runs =
        Rounds.run(
            candidates,
            it -> it.contender().name(),
            pace.rounds(),
            (candidate, round) ->
                measure(work, candidate, round, byName.get(candidate.contender().name())),
            out);
    runs.forEach(run -> measured.get(byName.get(run.contender())).add(run));
    return measured;
  }

  private Run measure(String work, Candidate candidate, int round, Variant variant)
      throws Exception {
    Pace own = new Pace(pace.rounds(), variant.parallelism(), pace.commitInterval(), pace.warmUp());
    Task task = own.task(platform, work, variant.name(), round, variant.traffic());
    return variant.measurement().of(candidate, round, task);
  }
}
