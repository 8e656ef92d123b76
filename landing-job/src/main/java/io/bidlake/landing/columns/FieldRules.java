package io.bidlake.landing.columns;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Type;

/**
 * What happens to single fields of a topic's records. A field is named by its path, such as {@code
 * device.ip}; a path leads through lists to their elements.
 *
 * @param leaveOut fields that are not stored
 * @param hash fields of which a keyed hash is stored
 * @param rename names of columns by field
 * @param columns types of columns by field of JSON
 * @param hashKey key of the hashes; null if nothing is hashed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FieldRules(
    Set<String> leaveOut,
    Set<String> hash,
    Map<String, String> rename,
    Map<String, Type> columns,
    byte[] hashKey)
    implements Serializable {

  public static final FieldRules NONE =
      new FieldRules(Set.of(), Set.of(), Map.of(), Map.of(), null);

  /**
   * Returns the name of a field's column.
   *
   * @param parent path of the record that has the field; empty for the whole record
   */
  public String column(String parent, String field) {
    String renamed = rename.get(ColumnNames.path(parent, field));
    String name = renamed == null ? field : renamed;
    return parent.isEmpty() ? ColumnNames.ofTopLevel(name) : ColumnNames.of(name);
  }
}
