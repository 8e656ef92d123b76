package io.bidlake.runtime.lake;

import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/**
 * Names of tables in texts and settings: {@code clicks} for a table in the namespace of the lake,
 * {@code landing.events_clicks} for a table in any other.
 *
 * @param own namespace of the lake
 */
record TableNames(String own) implements Serializable {

  TableIdentifier idOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? TableIdentifier.of(namespace(own), name)
        : TableIdentifier.of(namespace(name.substring(0, dot)), name.substring(dot + 1));
  }

  /** Returns the names of all tables in a namespace, sorted; none if it does not exist. */
  List<String> in(Catalog catalog, String namespace) {
    Namespace listed = namespace(namespace);
    try {
      if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(listed)) {
        return List.of();
      }
      return catalog.listTables(listed).stream()
          .map(TableIdentifier::name)
          // The name of such a table could not be told from that of a namespace and a table.
          .filter(name -> name.indexOf('.') < 0)
          .map(name -> namespace.equals(own) ? name : namespace + "." + name)
          .sorted()
          .toList();
    } catch (NoSuchNamespaceException e) {
      return List.of();
    }
  }

  static Namespace namespace(String name) {
    return Namespace.of(name.split("\\."));
  }
}
