package io.bidlake.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A slowly changing dimension of type 2: a table with one row per member and version. It is loaded
 * from files, not from topics.
 *
 * @param name name of the table
 * @param description one sentence that says what a row is
 * @param attributes what a version says about the member; the first one is its id
 */
public record Dimension(String name, String description, List<Attribute> attributes) {

  /** Column with the time from which on a version is valid, inclusive. */
  public static final String VALID_FROM = "valid_from";

  /** Column with the time up to which a version is valid, exclusive. */
  public static final String VALID_TO = "valid_to";

  /** Column that tells the newest version of each member. */
  public static final String IS_CURRENT = "is_current";

  /**
   * An attribute of the members.
   *
   * @param name name of the column
   * @param type text, a whole number or a number
   * @param doc what it holds, with its unit
   */
  public record Attribute(String name, Type type, String doc) {}

  public Dimension {
    attributes = List.copyOf(attributes);
  }

  /** Returns the attribute that identifies a member. */
  public Attribute id() {
    return attributes.get(0);
  }

  /** Returns the Iceberg schema: the attributes and the period in which they are valid. */
  public Schema schema() {
    List<NestedField> fields = new ArrayList<>();
    for (Attribute attribute : attributes) {
      int number = fields.size() + 1;
      fields.add(
          attribute.equals(id())
              ? NestedField.required(number, attribute.name(), attribute.type(), attribute.doc())
              : NestedField.optional(number, attribute.name(), attribute.type(), attribute.doc()));
    }
    int next = fields.size() + 1;
    fields.add(
        NestedField.required(
            next,
            VALID_FROM,
            Types.TimestampType.withZone(),
            "When the version begins; 1970-01-01 for the first one if the file does not say."));
    fields.add(
        NestedField.optional(
            next + 1,
            VALID_TO,
            Types.TimestampType.withZone(),
            "When the next version begins; null if there is none."));
    fields.add(
        NestedField.required(
            next + 2, IS_CURRENT, Types.BooleanType.get(), "Whether it is the newest version."));
    return new Schema(fields, Set.of(1, next));
  }

  public PartitionSpec partitioning() {
    return PartitionSpec.unpartitioned();
  }

  /** Returns the order of the rows: by member and time. */
  public SortOrder sortOrder() {
    return SortOrder.builderFor(schema()).asc(id().name()).asc(VALID_FROM).build();
  }

  /** Returns the Iceberg table properties. */
  public Map<String, String> properties() {
    return TableProperties.of(description);
  }
}
