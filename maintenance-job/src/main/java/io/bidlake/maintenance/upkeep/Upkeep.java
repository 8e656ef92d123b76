package io.bidlake.maintenance.upkeep;

import com.google.common.base.Splitter;
import io.bidlake.settings.Settings;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Settings of the maintenance of all tables.
 *
 * @param mode how long the job runs, and whether it changes anything
 * @param checkEvery how often to check which actions are due
 * @param retryAfter time without a commit after which a compaction counts as failed
 * @param spillTo folder for sort data that does not fit in memory; empty for java.io.tmpdir
 * @param tables settings of each table that is maintained for its name, by name
 * @param namespaces namespaces of which all tables are maintained in addition
 */
public record Upkeep(
    Mode mode,
    Duration checkEvery,
    Duration retryAfter,
    String spillTo,
    Map<String, TableSettings> tables,
    Namespaces namespaces)
    implements Serializable {

  public static Upkeep read(Settings settings) {
    Duration checkEvery =
        settings.duration(
            "check-interval", Duration.ofMinutes(1), "How often to check which actions are due");
    Mode mode = mode(settings);
    Map<String, TableSettings> tables = new LinkedHashMap<>();
    List<String> names = tableNames(settings);
    for (String name : names) {
      tables.put(name, TableSettings.read(settings.within("table." + name), mode));
    }
    Namespaces namespaces = Namespaces.read(settings, names.equals(ours()) ? "landing" : "", mode);
    return new Upkeep(
        mode,
        checkEvery,
        settings.duration(
            "compaction.retry-after",
            Duration.ofMinutes(30),
            "Time after which a compaction that has committed nothing is planned again"),
        settings.text(
            "compaction.spill-folder",
            "",
            "Folder on each TaskManager for sort data that does not fit in memory; default:"
                + " java.io.tmpdir"),
        tables,
        namespaces);
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
    String given =
        settings.text(
            "tables",
            String.join(",", ours()),
            "Tables to maintain, separated by commas; one that does not exist yet is maintained"
                + " once it does. A table outside of lake.namespace goes by NAMESPACE.TABLE");
    List<String> names = list(given);
    if (names.isEmpty()) {
      settings.reject("tables must name at least one table, was '%s'".formatted(given));
    }
    return names;
  }

  private static List<String> ours() {
    return Tables.ALL.stream().map(TableDefinition::name).toList();
  }

  static List<String> list(String names) {
    return Splitter.on(',')
        .trimResults()
        .omitEmptyStrings()
        .splitToStream(names)
        .distinct()
        .toList();
  }

  /** Returns the settings of a table. */
  public TableSettings of(String table) {
    TableSettings own = tables.get(table);
    return own != null ? own : namespaces.of(table);
  }

  /** Returns whether a table is maintained, provided that it exists. */
  public boolean includes(String table) {
    return tables.containsKey(table) || namespaces.include(table);
  }

  /**
   * Returns the names of all tables to maintain.
   *
   * @param inNamespace lists the tables in a namespace
   */
  public List<String> names(Function<String, List<String>> inNamespace) {
    return Stream.concat(
            tables.keySet().stream(),
            namespaces.names().stream().flatMap(name -> inNamespace.apply(name).stream()))
        .distinct()
        .toList();
  }

  /**
   * Returns the same settings for the tables that exist now, which is what a single pass maintains.
   *
   * @param inNamespace lists the tables in a namespace
   */
  public Upkeep listed(Function<String, List<String>> inNamespace) {
    Map<String, TableSettings> all = new LinkedHashMap<>();
    names(inNamespace).forEach(name -> all.put(name, of(name)));
    return new Upkeep(mode, checkEvery, retryAfter, spillTo, all, namespaces.listed());
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
