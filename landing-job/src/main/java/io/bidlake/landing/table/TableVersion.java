package io.bidlake.landing.table;

import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * A table as it was when a row was made for it: with its columns and partitioning of then. To
 * Iceberg's sink each version is a table of its own, so that it need not find out with which
 * columns a row was made: it compares names and types, and then takes a table that was dropped for
 * the one that has its name now, or a column that was dropped for a new one.
 *
 * @param id the table
 * @param uuid UUID of the table
 * @param schemaId id of its columns
 * @param specId id of its partitioning
 */
record TableVersion(TableIdentifier id, String uuid, int schemaId, int specId) {

  private static final String SEPARATOR = "#";
  private static final int PARTS = 4;

  /** Returns the identifier of the version, under which the sink knows it. */
  TableIdentifier toIdentifier() {
    return TableIdentifier.of(
        id.namespace(),
        String.join(
            SEPARATOR, List.of(id.name(), uuid, String.valueOf(schemaId), String.valueOf(specId))));
  }

  /** Returns the version with an identifier. */
  static TableVersion of(TableIdentifier version) {
    String[] parts = version.name().split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      throw new NoSuchTableException("%s is no version of a table of the landing job", version);
    }
    return new TableVersion(
        TableIdentifier.of(version.namespace(), parts[0]),
        parts[1],
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }
}
