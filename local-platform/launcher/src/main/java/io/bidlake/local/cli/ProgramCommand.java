package io.bidlake.local.cli;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** A command that runs a separate program. */
abstract class ProgramCommand extends PlatformCommand {
  /**
   * The exit code of commands that could not read the data; 1 would mean that the data is wrong.
   */
  private static final int CANNOT_TELL = 2;

  /** The arguments for the program. */
  @Unmatched List<String> arguments = new ArrayList<>();

  /**
   * The configuration of the running platform. Fails if one of these servers does not answer and
   * the arguments name no other.
   */
  final PlatformConfig serving(String command, NeededServer... servers) {
    PlatformConfig config = running();
    NeededServer.require(command, arguments, config, List.of(servers));
    return config;
  }

  @Command(
      name = "tables",
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Prints the tables of the lake with row counts and a sample of each.")
  static final class Tables extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      PlatformConfig config = serving("tables", NeededServer.CATALOG);
      int code = LakeProgram.showTables(config, arguments).run();
      sayWhatIsNotInThem(config);
      return code;
    }

    /**
     * Names jobs that are behind: their tables do not hold the same events yet as those of other
     * jobs.
     */
    private static void sayWhatIsNotInThem(PlatformConfig config) {
      Screen screen = Screen.standard();
      new LocalPlatform(config, Progress.SILENT)
          .readings().stream()
              .filter(JobReading::isBehind)
              .forEach(reading -> screen.line(reading.job() + " is " + reading.text()));
    }
  }

  @Command(
      name = "sql",
      description = "Runs Flink SQL over the lake: a prompt, or -e \"SELECT ...\".")
  static final class Sql extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return LakeProgram.sql(serving("sql", NeededServer.CATALOG), arguments).run();
    }
  }

  @Command(name = "trino", description = "Trino's own prompt, or --execute \"SELECT ...\".")
  static final class Trino extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return RunningTrino.required("trino", requireRunning("trino")).prompt(arguments);
    }
  }

  @Command(
      name = "verify",
      exitCodeOnExecutionException = CANNOT_TELL,
      description = "Compares Kafka with the lake, row by row; exit code 0 when they agree.")
  static final class Verify extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      PlatformConfig config = serving("verify", NeededServer.KAFKA, NeededServer.CATALOG);
      return LakeProgram.verify(config, arguments).run();
    }
  }

  @Command(
      name = "redrive",
      exitCodeOnExecutionException = CANNOT_TELL,
      description = {
        "Sends dead letters to their topics again, each once, after the cause is fixed.",
        "--dry-run, --topic, --reason, --since, --until; see redrive --help."
      })
  static final class Redrive extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      PlatformConfig config = serving("redrive", NeededServer.KAFKA, NeededServer.CATALOG);
      return LakeProgram.redrive(config, arguments).run();
    }
  }

  @Command(
      name = "import",
      description = {
        "Imports OpenRTB JSON and notices from files, folders, s3://... or - (standard input).",
        "--dry-run, --time-from, --rate, --feed, --dead-letters; see import --help."
      })
  static final class Import extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      PlatformConfig config =
          arguments.contains("--dry-run") ? running() : serving("import", NeededServer.KAFKA);
      config.state().create(); // The progress of imports is kept there.
      return LakeProgram.importFiles(config, arguments).run();
    }
  }

  @Command(
      name = "produce",
      description = {
        "Sends lines of JSON from files or standard input to any topic: produce TOPIC [FILE...].",
        "--schema FILE.avsc sends them as Avro, --key FIELD; see produce --help."
      })
  static final class Produce extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return LakeProgram.produce(serving("produce", NeededServer.KAFKA), arguments).run();
    }
  }

  @Command(
      name = "dimensions",
      description = {
        "Loads publishers, advertisers, campaigns, creatives, bidders and deals from files.",
        "--example loads those of the generator; see dimensions --help."
      })
  static final class Dimensions extends ProgramCommand {
    private static final String EXAMPLE = "--example";

    @Override
    public Integer call() throws Exception {
      PlatformConfig config = serving("dimensions", NeededServer.CATALOG);
      List<String> files = new ArrayList<>(arguments);
      if (files.remove(EXAMPLE)) {
        config.state().create();
        Path folder = config.state().data("dimensions");
        GeneratorService.run(config, List.of("--write-dimensions", folder.toString()));
        files.add(folder.toString());
      }
      return LakeProgram.dimensions(config, files).run();
    }
  }

  @Command(
      name = "maintain",
      description =
          "Runs one maintenance pass over the tables; --dry-run only prints what it would do.")
  static final class Maintain extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return LakeProgram.maintain(requireRunning("maintain"), arguments).runInFlink();
    }
  }

  @Command(
      name = "flink",
      description = {
        "Flink's own command line: list, run, stop, savepoint, cancel; see flink --help.",
        "Bidlake's jobs find the servers without arguments; docs/replay.md shows a use of it."
      })
  static final class Flink extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return LakeProgram.flink(requireRunning("flink"), arguments).run();
    }
  }

  @Command(
      name = "bench",
      description = "Compares Bidlake with its alternatives: bench --help lists the benchmarks.")
  static final class Bench extends ProgramCommand {
    @Override
    public Integer call() throws Exception {
      return LakeProgram.bench(config(), arguments).run();
    }
  }
}
