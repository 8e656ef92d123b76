package io.bidlake.bench.spark;

import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of the compaction.
 *
 * @param catalog Iceberg's catalog properties
 * @param namespace the namespace of the table
 * @param table the name of the table
 * @param strategy the strategy of the rewrite
 * @param parallelism the number of tasks that run in parallel
 * @param workFolder the folder for temporary files
 */
record SparkCompactSettings(
    Map<String, String> catalog,
    String namespace,
    String table,
    Strategy strategy,
    int parallelism,
    Path workFolder) {

  enum Strategy {
    /** Without sorting. */
    BINPACK,
    /** Sorted in the table's sort order. */
    SORT
  }

  static SparkCompactSettings read(List<String> args, Map<String, String> environment) {
    Settings settings = Settings.of(args, environment);
    SparkCompactSettings read =
        new SparkCompactSettings(
            settings.family("catalog", "The Iceberg catalog, as Iceberg names its properties"),
            settings.text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the table"),
            settings.requiredText("table", "Table to compact"),
            settings.choice("strategy", Strategy.BINPACK, "How to rewrite: binpack or sort"),
            (int) settings.wholeNumber("parallelism", 2, 1, 1024, "Tasks that run at once"),
            Path.of(settings.requiredText("work-folder", "Folder of scratch")));
    settings.check();
    return read;
  }

  /**
   * The call of Iceberg's procedure, with all defaults except one: two small files in a partition
   * are enough for a rewrite, as in a single pass of Bidlake's job. Without an explicit order,
   * {@code sort} uses that of the table.
   */
  String call() {
    return "CALL %s.system.rewrite_data_files(table => '%s.%s', strategy => '%s', options => %s)"
        .formatted(
            LakeSession.CATALOG,
            namespace,
            table,
            strategy.name().toLowerCase(Locale.ROOT),
            "map('min-input-files', '2')");
  }
}
