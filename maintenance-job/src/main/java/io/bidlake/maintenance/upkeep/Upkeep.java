package io.bidlake.maintenance.upkeep;

import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of the maintenance of all tables.
 *
 * @param mode how long the job runs, and whether it changes anything
 * @param retryAfter time without a commit after which a compaction counts as failed
 * @param spillTo folder for sort data that does not fit in memory; empty for java.io.tmpdir
 * @param tables settings of each table, by name
 */
public record Upkeep(
    Mode mode, Duration retryAfter, String spillTo, Map<String, TableSettings> tables)
    implements Serializable {

  public static Upkeep read(Settings settings) {
    Mode mode = mode(settings);
    Map<String, TableSettings> tables = new LinkedHashMap<>();
    for (String name : tableNames(settings)) {
      tables.put(name, TableSettings.read(settings.within("table." + name), mode));
    }
    return new Upkeep(
        mode,
        settings.duration(
            "compaction.retry-after",
            Duration.ofMinutes(30),
            "Time after which a compaction that has committed nothing is planned again"),
        settings.text(
            "compaction.spill-folder",
            "",
            "Folder on each TaskManager for sort data that does not fit in memory; default:"
                + " java.io.tmpdir"),
        tables);
  }

  private static Mode mode(Settings settings) {
    boolean once =
        settings.flag(
            "once", "false", "Make one pass over all tables with every enabled action, then end");
    boolean dryRun =
        settings.flag(
            "dry-run", "false", "Make one pass that changes nothing and says what it would do");
    if (dryRun) {
      return Mode.DRY_RUN;
    }
    return once ? Mode.ONCE : Mode.CONTINUOUS;
  }

  private static List<String> tableNames(Settings settings) {
    String all = Tables.ALL.stream().map(TableDefinition::name).collect(Collectors.joining(","));
    String given =
        settings.text(
            "tables",
            all,
            "Tables to maintain, separated by commas; one that does not exist yet is maintained"
                + " once it does");
    List<String> names =
        Arrays.stream(given.split(",", -1))
            .map(String::trim)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    if (names.isEmpty()) {
      settings.reject("tables must name at least one table, was '%s'".formatted(given));
    }
    return names;
  }

  public TableSettings of(String table) {
    return tables.get(table);
  }

  public Path spillFolder() {
    return Path.of(spillTo.isEmpty() ? System.getProperty("java.io.tmpdir") : spillTo);
  }

  /** How long the job runs, and whether it changes anything. */
  public enum Mode {
    /** Until it is stopped. */
    CONTINUOUS,
    /** One pass over each table. */
    ONCE,
    /** One pass that changes nothing and only reports what it would do. */
    DRY_RUN
  }
}
