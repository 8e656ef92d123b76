package io.bidlake.maintenance.action.orphans;

import static org.apache.iceberg.TableProperties.WRITE_DATA_LOCATION;
import static org.apache.iceberg.TableProperties.WRITE_METADATA_LOCATION;

import io.bidlake.maintenance.action.FilePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * The folders with the files of a table.
 *
 * @param own folders that belong to the table exclusively
 * @param flinkManifests folder outside {@code own} to which Flink sinks write manifests, possibly
 *     also of other tables; null for none
 * @param foreign folders outside {@code own} to which the table writes, but possibly also other
 *     tables, so that the owner of a file is unknown
 */
record TableFolders(List<String> own, String flinkManifests, List<String> foreign) {

  private static final String FLINK_MANIFESTS = "flink.manifests.location";

  static TableFolders of(Table table) {
    ValidationException.check(
        !FilePath.of(table.location()).isEmpty(),
        "the location of table %s must be a folder, was '%s': everything there would be taken for"
            + " its files",
        table.name(),
        table.location());
    List<String> own = new ArrayList<>(List.of(table.location()));
    List<String> foreign = new ArrayList<>();
    Stream.of(WRITE_DATA_LOCATION, WRITE_METADATA_LOCATION)
        .map(table.properties()::get)
        .filter(Objects::nonNull)
        .filter(folder -> !isWithin(own, folder))
        .distinct()
        .forEach(folder -> (isNamedAfter(table, folder) ? own : foreign).add(folder));
    String flinkManifests = table.properties().get(FLINK_MANIFESTS);
    boolean apart = flinkManifests != null && !isWithin(own, flinkManifests);
    return new TableFolders(own, apart ? flinkManifests : null, foreign);
  }

  private static boolean isWithin(List<String> folders, String folder) {
    return folders.stream().anyMatch(other -> FilePath.isBelow(other, folder + "/any file"));
  }

  private static boolean isNamedAfter(Table table, String folder) {
    String name = table.name().substring(table.name().lastIndexOf('.') + 1);
    String id = table.uuid().toString();
    return Arrays.stream(FilePath.of(folder).split("/"))
        .anyMatch(part -> part.equals(name) || part.contains(id));
  }
}
