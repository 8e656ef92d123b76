package io.bidlake.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(
    name = "bench",
    description = "Measures Bidlake beside its alternatives: bench --help names the benchmarks.")
final class BenchCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** The benchmark and its options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return LakeProgram.bench(options.config(), arguments).run();
  }
}
