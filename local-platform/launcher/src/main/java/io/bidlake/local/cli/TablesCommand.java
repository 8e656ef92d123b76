package io.bidlake.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(
    name = "tables",
    description = "Prints the tables of the lake with row counts and a sample of each.")
final class TablesCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** What the program understands and we do not. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return LakeProgram.showTables(options.running(), arguments).run();
  }
}
