package io.bidlake.bench.maintenance;

import io.bidlake.bench.contender.ProgramAttempt;
import io.bidlake.bench.contender.SparkProgram;
import io.bidlake.bench.contender.Task;
import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Iceberg's procedure {@code rewrite_data_files}, in a new Spark process. */
record SparkCompaction(Contender contender, BenchPlatform platform, RowOrder order)
    implements CompactionCandidate {

  private static final String MAIN = "io.bidlake.bench.spark.CompactSpark";

  /** The line that it prints when it starts to work. */
  private static final String READY = "READY";

  @Override
  public CompactionAttempt start(Task task) throws IOException {
    Path log = platform.state().log(task.namespace());
    Process process =
        SparkProgram.of(platform.installation(), MAIN)
            .withArguments(arguments(task))
            .withEnvironment(platform.addresses().catalogSecrets())
            .start(new ProcessIdentity(task.namespace(), platform.state().root()), log);
    return new CompactionAttempt(
        new ProgramAttempt(process, log), List::of, () -> saysReady(log), () -> {});
  }

  private List<String> arguments(Task task) {
    List<String> arguments = new ArrayList<>(platform.addresses().catalogArguments());
    arguments.addAll(List.of("--lake.namespace", task.namespace()));
    arguments.addAll(List.of("--table", CompactionRun.TABLE.name()));
    arguments.addAll(List.of("--strategy", order == RowOrder.SORTED ? "sort" : "binpack"));
    arguments.addAll(List.of("--parallelism", Integer.toString(task.parallelism())));
    arguments.addAll(List.of("--work-folder", task.folder().toString()));
    return arguments;
  }

  /** Whether the log contains that line. */
  static boolean saysReady(Path log) {
    if (!Files.exists(log)) {
      return false;
    }
    // The log may end in the middle of a character, which would be invalid UTF-8.
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(READY::equals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
