package io.bidlake.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(name = "sql", description = "Runs SQL over the lake: a prompt, or -e \"SELECT ...\".")
final class SqlCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** What the program understands and we do not. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return LakeProgram.sql(options.running(), arguments).run();
  }
}
