package io.bidlake.bench;

import io.bidlake.local.config.PlatformException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of {@code bidlake bench}. */
@Command(
    name = "bidlake bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME",
    description = "Compares Bidlake with its alternatives, on this machine and the same events.",
    subcommands = {
      IngestCommand.class,
      FunnelCommand.class,
      JoinsCommand.class,
      AggregationCommand.class,
      AuctionCommand.class,
      GeneratorCommand.class,
      MaintenanceCommand.class,
      LatencyCommand.class,
      ScaleCommand.class,
      PiecesCommand.class
    })
final class Bench implements Runnable {

  private static final int FAILURE = 1;

  @Spec private CommandSpec spec;

  private Bench() {}

  public static void main(String[] args) {
    ProcessHandle.current().parent().ifPresent(Bench::endWith);
    CommandLine line = new CommandLine(new Bench());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
    System.exit(line.execute(args));
  }

  /**
   * Ends this process, and with it its servers, when the command that started it has ended, even if
   * that was killed.
   */
  private static void endWith(ProcessHandle parent) {
    Thread watch =
        new Thread(
            () -> {
              parent.onExit().join();
              System.exit(FAILURE);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static int failed(Exception problem, CommandLine command) {
    boolean expected =
        problem instanceof PlatformException || problem instanceof IllegalStateException;
    command.getErr().println(expected ? problem.getMessage() : "unexpected: " + problem);
    if (!expected || System.getenv("BIDLAKE_DEBUG") != null) {
      problem.printStackTrace(command.getErr());
    }
    return FAILURE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a benchmark is missing");
  }
}
