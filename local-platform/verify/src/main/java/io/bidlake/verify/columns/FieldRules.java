package io.bidlake.verify.columns;

import java.util.Map;
import java.util.Set;

/**
 * The rules of a topic that change the values of its fields. A field of a record in a field is
 * given by its path, such as {@code device.id}; lists and maps are not part of a path.
 *
 * @param leftOut the fields without a column
 * @param hashed the fields of which the table contains a hash
 * @param renamed the columns of fields that do not have the field's name
 * @param typed the fields of JSON whose column has a given type
 * @param hash computes the hashes
 */
public record FieldRules(
    Set<String> leftOut,
    Set<String> hashed,
    Map<String, String> renamed,
    Set<String> typed,
    KeyedHash hash) {

  /** No rules. */
  public static final FieldRules NONE =
      new FieldRules(Set.of(), Set.of(), Map.of(), Set.of(), new KeyedHash(""));

  public FieldRules {
    leftOut = Set.copyOf(leftOut);
    hashed = Set.copyOf(hashed);
    renamed = Map.copyOf(renamed);
    typed = Set.copyOf(typed);
  }

  static String path(String parent, String field) {
    return parent.isEmpty() ? field : parent + "." + field;
  }

  /** The name by which the column of a field is found. */
  String nameOf(String path, String field) {
    return renamed.getOrDefault(path, field);
  }
}
