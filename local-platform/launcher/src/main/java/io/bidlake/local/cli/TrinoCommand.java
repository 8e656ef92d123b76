package io.bidlake.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(name = "trino", description = "Trino's own prompt, or --execute \"SELECT ...\".")
final class TrinoCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** What the client understands and we do not. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return RunningTrino.required("trino", options.running()).prompt(arguments);
  }
}
