package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Main class of the {@code bidlake} command. */
@Command(
    name = "bidlake",
    mixinStandardHelpOptions = true,
    version = "Bidlake 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs the adtech lakehouse on this machine.")
public final class Bidlake implements Runnable {
  private static final String[] FOOTER = {
    "",
    "Commands build what they need; bidlake build builds all and starts nothing.",
    "Settings: ports by " + PortSetting.variables() + ";",
    "the state folder by BIDLAKE_STATE; the JDK that runs Trino by TRINO_JAVA_HOME;",
    "the generator by its own variables, such as EVENTS_PER_SECOND; the jobs by",
    "theirs, such as EVENT_TIME_IDLE_AFTER and COMPACTION_INTERVAL.",
    "BIDLAKE_DEBUG=1 shows stack traces."
  };

  @Spec private CommandSpec spec;

  private Bidlake() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Bidlake());
    commands().forEach(line::addSubcommand);
    line.getCommandSpec().usageMessage().footer(FOOTER);
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command));
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    return line;
  }

  /** The commands in the order of the help. */
  private static List<Object> commands() {
    List<Object> commands = new ArrayList<>();
    commands.addAll(
        List.of(new DemoCommand(), new UpCommand(), new StatusCommand(), new LogsCommand()));
    commands.addAll(ProgramCommand.all());
    commands.addAll(List.of(new ChaosCommand(), new DownCommand()));
    return commands;
  }

  private static int failed(Exception problem, CommandLine command) {
    String text =
        problem instanceof PlatformException ? problem.getMessage() : "unexpected: " + problem;
    command.getErr().println(text);
    if (System.getenv("BIDLAKE_DEBUG") != null) {
      problem.printStackTrace(command.getErr());
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
