package io.bidlake.bench.windows;

import io.bidlake.bench.measure.UsageLog;
import io.bidlake.bench.measure.UsageSampler;
import io.bidlake.bench.platform.Folders;
import io.bidlake.bench.result.Contender;
import io.bidlake.bench.result.Run;
import io.bidlake.bench.result.Window;
import io.bidlake.bench.run.Pace;
import io.bidlake.local.config.Installation;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Measures one way to join in a new JVM, which does its own warm-up. */
record JoinRun(Installation installation, Pace pace, StateBackend backend, long events) {

  private static final String MAIN = "io.bidlake.funnel.JoinInMemory";

  /** The heap of the local platform's TaskManager. */
  private static final List<String> HEAP =
      List.of("-Xms1400m", "-Xmx1400m", "-XX:+UseParallelGC", "-XX:NewRatio=3");

  /** The names of values that a run prints in addition to its counts. */
  private static final String BEGAN = "began";

  private static final String ENDED = "ended";
  private static final String EVENTS = "events";

  Run measure(Contender contender, int round) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("bidlake-joins");
    try {
      return measure(contender, round, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private List<String> arguments(Contender contender, Path folder) {
    return List.of(
        contender.name(),
        Long.toString(events),
        Integer.toString(pace.parallelism()),
        backend.id(),
        Long.toString(pace.commitInterval().toMillis()),
        folder.toUri().toString());
  }

  private Run measure(Contender contender, int round, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    long begin = System.currentTimeMillis();
    Process process = command(contender, folder).start(new ProcessIdentity("joins", folder), log);
    try (UsageSampler sampler =
        UsageSampler.start(
            () -> List.of(process.pid()), () -> List.of(ProcessHandle.current().pid()))) {
      int exit = process.waitFor();
      Map<String, Long> told = told(log);
      if (exit != 0 || !told.containsKey(ENDED)) {
        throw new IllegalStateException(
            "%s: ended with exit code %d:%n%s"
                .formatted(contender.name(), exit, Files.readString(log)));
      }
      double seconds = (System.currentTimeMillis() - begin) / 1000.0;
      return run(contender, round, told, sampler.log(), seconds);
    } finally {
      process.destroyForcibly();
    }
  }

  private JavaCommand command(Contender contender, Path folder) throws IOException {
    List<String> options = new ArrayList<>(FlinkCluster.jdkOptions());
    options.addAll(HEAP);
    return JavaCommand.main(installation.benchmarkProgram("joins-in-memory"), MAIN, options)
        .withArguments(arguments(contender, folder));
  }

  /** Parses the lines that consist of a name and a number. */
  static Map<String, Long> told(Path log) throws IOException {
    Map<String, Long> told = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .filter(line -> line.matches("[a-z_]+ \\d+"))
          .map(line -> line.split(" ", -1))
          .forEach(words -> told.put(words[0], Long.parseLong(words[1])));
    }
    return told;
  }

  private static Run run(
      Contender contender, int round, Map<String, Long> told, UsageLog usage, double wholeSeconds) {
    long began = told.remove(BEGAN);
    long ended = told.remove(ENDED);
    Window window =
        new Window(
            (ended - began) / 1000.0,
            usage.contenderCpu(began, ended),
            told.remove(EVENTS),
            usage.foreignShare(began, ended));
    return new Run(
        contender.name(),
        round,
        window,
        wholeSeconds,
        usage.peakMemory(),
        told,
        0,
        0,
        OptionalLong.empty());
  }
}
