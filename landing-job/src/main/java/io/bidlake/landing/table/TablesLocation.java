package io.bidlake.landing.table;

import java.io.Serializable;
import java.util.Map;

/**
 * Where the tables of topics are.
 *
 * @param catalog properties of the catalog
 * @param namespace namespace of the tables
 * @param limits limits that protect the catalog
 */
public record TablesLocation(Map<String, String> catalog, String namespace, Limits limits)
    implements Serializable {

  @Override
  public String toString() {
    return namespace; // The properties contain secrets.
  }
}
