package io.bidlake.bench.spark;

import io.bidlake.settings.Settings;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of the compaction.
 *
 * @param catalog what Iceberg gets to build the catalog
 * @param namespace namespace of the table
 * @param table name of the table
 * @param strategy how its files are rewritten
 * @param parallelism tasks that run at once
 * @param workFolder where scratch files go
 */
record SparkCompactSettings(
    Map<String, String> catalog,
    String namespace,
    String table,
    Strategy strategy,
    int parallelism,
    Path workFolder) {

  enum Strategy {
    /** Rows as they come. */
    BINPACK,
    /** Rows in the table's sort order. */
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
   * The call of Iceberg's procedure, with its defaults but for one: two small files of a partition
   * are worth a rewrite, as they are to a single pass of Bidlake's job. Without an order of its own
   * {@code sort} takes that of the table.
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
