package io.bidlake.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.maintenance.work.TableSize;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.runtime.lake.Lake;
import io.bidlake.settings.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Compacts copies of one table of many small files by turns with the maintenance job, plain and
 * sorted, and with Trino's {@code optimize}, and prints how fast each was. Takes the catalog's
 * settings, {@code --files}, {@code --rows} (in each file), {@code --rounds}, {@code --contenders},
 * {@code --parallelism} and {@code --trino} with the address of a Trino whose catalog {@code lake}
 * is the same one. Refuses to compare contenders whose tables differ.
 */
final class CompactionBenchmark {

  private final CatalogSettings catalog;
  private final List<String> catalogArguments;
  private final BenchmarkTables tables;
  private final Optional<TrinoClient> trino;
  private final PrintStream out;

  private CompactionBenchmark(
      CatalogSettings catalog,
      List<String> catalogArguments,
      Lake lake,
      Optional<TrinoClient> trino,
      PrintStream out) {
    this.catalog = catalog;
    this.catalogArguments = catalogArguments;
    this.tables = new BenchmarkTables(lake, catalog);
    this.trino = trino;
    this.out = out;
  }

  /** What one compaction took. */
  private record Run(
      String contender,
      double seconds,
      double cpuSeconds,
      long peakBytes,
      long files,
      long bytes) {}

  /** A way to compact a table. */
  private interface Contender {
    void compact(String table) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Settings settings = Settings.of(List.of(args), Map.of());
    CatalogSettings catalog = CatalogSettings.read(settings);
    int files = (int) settings.wholeNumber("files", 2000, 2, 100_000, "Small files");
    int rows = (int) settings.wholeNumber("rows", 5000, 1, 1_000_000, "Rows in each");
    List<String> only =
        List.of(settings.text("contenders", "", "Which, separated by commas; all").split(",", -1));
    int rounds = (int) settings.wholeNumber("rounds", 3, 1, 100, "Rounds");
    int parallelism = (int) settings.wholeNumber("parallelism", 2, 1, 64, "Threads");
    Optional<TrinoClient> trino =
        settings.optionalText("trino", "Trino's address").map(TrinoClient::new);
    settings.check();
    List<String> catalogArguments =
        new ArrayList<>(
            catalog.properties().entrySet().stream()
                .map(it -> "--catalog." + it.getKey() + "=" + it.getValue())
                .toList());
    catalogArguments.add("--threads=" + parallelism);
    try (Lake lake = new Lake(catalog)) {
      new CompactionBenchmark(catalog, catalogArguments, lake, trino, System.out)
          .run(files, rows, rounds, only);
    }
  }

  private void run(int files, int rows, int rounds, List<String> only) throws Exception {
    long bytes = tables.writeSource(files, rows, out);
    long allRows = (long) files * rows;
    out.printf(Locale.ROOT, "%,d files, %,d rows, %,d MB%n", files, allRows, bytes >> 20);
    Map<String, Contender> contenders = new LinkedHashMap<>();
    contenders.put("plain", table -> job(table, "none"));
    contenders.put("sorted", table -> job(table, "table"));
    trino.ifPresent(
        it -> {
          contenders.put("trino plain", table -> it.optimize(table, "false"));
          contenders.put("trino sorted", table -> it.optimize(table, "true"));
        });
    if (!only.contains("")) {
      contenders.keySet().retainAll(only);
    }
    List<Run> runs = new ArrayList<>();
    List<String> names = new ArrayList<>(contenders.keySet());
    for (int round = 0; round <= rounds; round++) {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get((round + i) % names.size());
        Run run = measured(name, contenders.get(name), allRows);
        out.printf(
            Locale.ROOT,
            "%s %-12s %6.1f s  %6.1f CPU-s  %,d MB resident at most  -> %,d files, %,d MB%n",
            round == 0 ? "warm-up" : "round " + round,
            name,
            run.seconds(),
            run.cpuSeconds(),
            run.peakBytes() >> 20,
            run.files(),
            run.bytes() >> 20);
        if (round > 0) {
          runs.add(run);
        }
      }
    }
    names.forEach(name -> summary(name, runs, allRows, bytes));
  }

  private Run measured(String name, Contender contender, long rows) throws Exception {
    String table = "bench_" + name.replace(' ', '_');
    tables.copySource(table);
    long pid = name.startsWith("trino") ? trino.orElseThrow().pid() : ProcessHandle.current().pid();
    ProcessUse.resetPeak(pid);
    double cpu = ProcessUse.cpuSeconds(pid);
    long begin = System.nanoTime();
    contender.compact(table);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = ProcessUse.cpuSeconds(pid) - cpu;
    TableSize size = tables.sizeOf(table);
    tables.requireSameContent(table, rows);
    return new Run(
        name, seconds, cpuSeconds, ProcessUse.peakBytes(pid), size.dataFiles(), size.bytes());
  }

  private void job(String table, String order) throws Exception {
    List<String> arguments = new ArrayList<>(catalogArguments);
    arguments.addAll(
        List.of(
            "--once",
            "--lake.namespace=" + catalog.namespace(),
            "--tables=" + table,
            "--compaction.order=" + order,
            "--expire.enabled=false",
            "--orphans.enabled=false",
            "--manifests.enabled=false",
            "--dangling-deletes.enabled=false"));
    Settings settings = Settings.of(arguments, Map.of());
    MaintenanceSettings read = MaintenanceSettings.read(settings);
    settings.check();
    MaintenanceJob.pass(read, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
  }

  private void summary(String name, List<Run> runs, long rows, long bytes) {
    List<Run> own = runs.stream().filter(run -> run.contender().equals(name)).toList();
    double seconds = median(own.stream().mapToDouble(Run::seconds).toArray());
    double cpu = median(own.stream().mapToDouble(Run::cpuSeconds).toArray());
    out.printf(
        Locale.ROOT,
        "median %-12s %6.1f s  %,d rows/s  %.1f MB/s  %,d rows per CPU-s  %,d MB resident at most%n",
        name,
        seconds,
        Math.round(rows / seconds),
        bytes / seconds / (1 << 20),
        Math.round(rows / cpu),
        own.stream().mapToLong(Run::peakBytes).max().orElse(0) >> 20);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
