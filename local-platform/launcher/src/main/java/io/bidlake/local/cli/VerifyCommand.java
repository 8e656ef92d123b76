package io.bidlake.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(
    name = "verify",
    description = "Compares Kafka with the lake, row by row; exit code 0 when they agree.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** What the program understands and we do not. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return LakeProgram.verify(options.running(), arguments).run();
  }
}
