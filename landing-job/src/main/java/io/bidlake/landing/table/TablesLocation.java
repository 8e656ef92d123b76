package io.bidlake.landing.table;

import java.io.Serializable;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Where the tables of topics are.
 *
 * @param catalog properties of the catalog
 * @param namespace namespace of the tables
 * @param limits limits that protect the catalog
 */
public record TablesLocation(Map<String, String> catalog, String namespace, Limits limits)
    implements Serializable {

  /** Returns the identifier of the table with a name. */
  public TableIdentifier table(String name) {
    return TableIdentifier.of(Namespace.of(namespace.split("\\.")), name);
  }

  @Override
  public String toString() {
    return namespace; // The properties contain secrets.
  }
}
