package io.bidlake.maintenance.upkeep;

import io.bidlake.maintenance.upkeep.Upkeep.Mode;
import io.bidlake.runtime.lake.CatalogSettings;
import io.bidlake.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The namespaces of which all tables are maintained, whatever their names.
 *
 * @param names names of the namespaces
 * @param lake namespace whose tables go by their plain names
 * @param settings settings of the tables in them
 * @param exceptions settings of those tables that have settings of their own, by name
 */
public record Namespaces(
    List<String> names, String lake, TableSettings settings, Map<String, TableSettings> exceptions)
    implements Serializable {

  public Namespaces {
    names = List.copyOf(names);
    exceptions = Map.copyOf(exceptions);
  }

  /**
   * Reads the namespaces and the settings of their tables.
   *
   * @param usual the namespaces unless the setting names any
   */
  static Namespaces read(Settings settings, String usual, Mode mode) {
    List<String> names =
        Upkeep.list(
            settings.text(
                "namespaces",
                usual,
                "Namespaces of which all tables are maintained in addition, separated by commas;"
                    + " their tables are listed every minute. Default if tables is set: none"));
    String lake = CatalogSettings.namespace(settings);
    TableSettings common = TableSettings.read(settings, mode);
    Map<String, TableSettings> exceptions = new TreeMap<>();
    for (String namespace : names) {
      String prefix = namespace.equals(lake) ? "" : namespace + ".";
      for (String table : settings.scopes("table" + (prefix.isEmpty() ? "" : "." + namespace))) {
        if (table.indexOf('.') < 0) {
          String name = prefix + table;
          exceptions.put(name, TableSettings.read(settings.within("table." + name), mode));
        }
      }
    }
    return new Namespaces(names, lake, common, exceptions);
  }

  TableSettings of(String table) {
    return exceptions.getOrDefault(table, settings);
  }

  boolean include(String table) {
    int dot = table.lastIndexOf('.');
    return names.contains(dot < 0 ? lake : table.substring(0, dot));
  }

  /** Returns the same settings without any namespace to list. */
  Namespaces listed() {
    return new Namespaces(List.of(), lake, settings, exceptions);
  }
}
