package io.bidlake.local.cli;

import static io.bidlake.local.cli.program.NeededServer.CATALOG;
import static io.bidlake.local.cli.program.NeededServer.KAFKA;

import io.bidlake.local.cli.program.LakeProgram;
import io.bidlake.local.cli.program.NeededServer;
import io.bidlake.local.cli.program.RunningTrino;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.Progress;
import io.bidlake.local.service.GeneratorService;
import io.bidlake.local.service.JobReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Unmatched;

/** A command that runs a separate program with the arguments that it does not know itself. */
final class ProgramCommand extends PlatformCommand {
  private static final int FAILED = 1;

  /**
   * The exit code of commands that could not read the data; 1 would mean that the data is wrong.
   */
  private static final int CANNOT_TELL = 2;

  private final Run run;

  /** The arguments for the program. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  /** Runs the program of a command and returns its exit code. */
  private interface Run {
    int of(ProgramCommand command) throws Exception;
  }

  private ProgramCommand(Run run) {
    this.run = run;
  }

  /** The commands that work on the lake and its topics, in the order of the help. */
  static List<Object> all() {
    return List.of(
        command(
            "tables",
            CANNOT_TELL,
            ProgramCommand::showTables,
            "Prints the tables of the lake with row counts and a sample of each."),
        command(
            "sql",
            FAILED,
            it -> LakeProgram.sql(it.serving(CATALOG), it.arguments).run(),
            "Runs Flink SQL over the lake: a prompt, or -e \"SELECT ...\"."),
        new QueriesCommand(),
        command(
            "trino",
            FAILED,
            it -> RunningTrino.required(it.name(), it.requireRunning()).run(it.arguments),
            "Trino's own prompt, or --execute \"SELECT ...\"."),
        command(
            "verify",
            CANNOT_TELL,
            it -> LakeProgram.verify(it.serving(KAFKA, CATALOG), it.arguments).run(),
            "Compares Kafka with the lake, row by row; exit code 0 when they agree."),
        command(
            "redrive",
            CANNOT_TELL,
            it -> LakeProgram.redrive(it.serving(KAFKA, CATALOG), it.arguments).run(),
            "Sends dead letters to their topics again, each once, after the cause is fixed.",
            "--dry-run, --topic, --reason, --since, --until; see redrive --help."),
        command(
            "import",
            FAILED,
            ProgramCommand::importFiles,
            "Imports OpenRTB JSON and notices from files, folders, s3://... or - (standard input).",
            "--dry-run, --time-from, --rate, --feed, --dead-letters; see import --help."),
        command(
            "produce",
            FAILED,
            it -> LakeProgram.produce(it.serving(KAFKA), it.arguments).run(),
            "Sends lines of JSON from files or standard input to any topic: produce TOPIC"
                + " [FILE...].",
            "--schema FILE.avsc sends them as Avro, --key FIELD; see produce --help."),
        command(
            "dimensions",
            FAILED,
            ProgramCommand::loadDimensions,
            "Loads publishers, advertisers, campaigns, creatives, bidders and deals from files.",
            "--example loads those of the generator; see dimensions --help."),
        command(
            "maintain",
            FAILED,
            it -> LakeProgram.maintain(it.requireRunning(), it.arguments).run(),
            "Runs one maintenance pass over the tables; --dry-run only prints what it would do."),
        command(
            "flink",
            FAILED,
            it -> LakeProgram.flink(it.requireRunning(), it.arguments).run(),
            "Flink's own command line: list, run, stop, savepoint, cancel; see flink --help.",
            "Bidlake's jobs find the servers without arguments; docs/replay.md shows a use of it."),
        command(
            "bench",
            FAILED,
            it -> LakeProgram.bench(it.config(), it.arguments).run(),
            "Compares Bidlake with its alternatives: bench --help lists the benchmarks."));
  }

  private static CommandLine command(String name, int onProblem, Run run, String... description) {
    CommandLine line = new CommandLine(new ProgramCommand(run));
    line.getCommandSpec()
        .name(name)
        .exitCodeOnExecutionException(onProblem)
        .usageMessage()
        .description(description);
    return line;
  }

  @Override
  public Integer call() throws Exception {
    return run.of(this);
  }

  /**
   * The configuration of the running platform. Fails if one of these servers does not answer and
   * the arguments name no other.
   */
  private PlatformConfig serving(NeededServer... servers) {
    PlatformConfig config = running();
    NeededServer.require(name(), arguments, config, List.of(servers));
    return config;
  }

  private int showTables() throws Exception {
    PlatformConfig config = serving(CATALOG);
    int code = LakeProgram.showTables(config, arguments).run();
    // The tables of jobs that are behind do not hold the same events yet as those of other jobs.
    Screen screen = Screen.standard();
    new LocalPlatform(config, Progress.SILENT)
        .readings().stream()
            .filter(JobReading::isBehind)
            .forEach(reading -> screen.line(reading.job() + " is " + reading.text()));
    return code;
  }

  private int importFiles() throws Exception {
    PlatformConfig config = arguments.contains("--dry-run") ? running() : serving(KAFKA);
    config.state().create(); // The progress of imports is kept there.
    return LakeProgram.importFiles(config, arguments).run();
  }

  private int loadDimensions() throws Exception {
    PlatformConfig config = serving(CATALOG);
    List<String> files = new ArrayList<>(arguments);
    if (files.remove("--example")) {
      config.state().create();
      Path folder = config.state().data("dimensions");
      GeneratorService.run(config, List.of("--write-dimensions", folder.toString()));
      files.add(folder.toString());
    }
    return LakeProgram.dimensions(config, files).run();
  }
}
