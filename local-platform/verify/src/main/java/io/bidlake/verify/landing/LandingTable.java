package io.bidlake.verify.landing;

import io.bidlake.verify.columns.FieldNames;
import io.bidlake.verify.lake.PinnedRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/**
 * A table of the landing job, at one snapshot.
 *
 * @param name its name, with its namespace
 * @param topic the topic of which it has the records
 * @param rows its rows
 * @param io accesses the object store of the table
 */
public record LandingTable(String name, String topic, PinnedRows rows, FileIO io) {

  private static final String TOPIC = "bidlake.topic";

  /** All tables of a namespace with a topic, in order; none if there is no such namespace. */
  public static List<LandingTable> in(Catalog catalog, String namespace) {
    List<LandingTable> tables = new ArrayList<>();
    try {
      for (TableIdentifier id : catalog.listTables(Namespace.of(namespace.split("\\.", -1)))) {
        load(catalog, id).ifPresent(tables::add);
      }
    } catch (NoSuchNamespaceException e) {
      return List.of();
    }
    tables.sort(Comparator.comparing(LandingTable::name));
    return tables;
  }

  private static Optional<LandingTable> load(Catalog catalog, TableIdentifier id) {
    try {
      Table table = catalog.loadTable(id);
      return Optional.ofNullable(table.properties().get(TOPIC))
          .map(topic -> new LandingTable(id.toString(), topic, new PinnedRows(table), table.io()));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  StructType columns() {
    return rows.schema().asStruct();
  }

  /** The columns for Kafka's part of a record that are missing, or are of another type. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    FieldNames.OF_KAFKA.forEach(
        (column, type) -> {
          NestedField found = columns().field(column);
          if (found == null) {
            problems.add("table %s has no column %s".formatted(name, column));
          } else if (found.type().typeId() != type) {
            problems.add("column %s.%s is of type %s".formatted(name, column, found.type()));
          }
        });
    return problems;
  }

  /** The position of a column that every landing table has. */
  int place(String column) {
    int place = columns().fields().indexOf(columns().field(column));
    if (place < 0) {
      throw new IllegalArgumentException(name + " has no column " + column);
    }
    return place;
  }
}
