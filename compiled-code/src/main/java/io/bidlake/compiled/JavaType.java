package io.bidlake.compiled;

import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/**
 * The Java type that Avro generates for a schema.
 *
 * @param name name of the type in Java source
 * @param boxed name of the class of its values in a collection
 */
public record JavaType(String name, String boxed) {

  /** Returns the type of a field or of an array element. */
  public static JavaType of(Schema schema) {
    if (schema.getType() == Schema.Type.UNION) {
      return optional(schema);
    }
    if (isInstant(schema)) {
      return reference("Instant");
    }
    return switch (schema.getType()) {
      case STRING -> text(schema);
      case RECORD -> reference(SpecificData.getClassName(schema));
      case ARRAY -> reference("List");
      case INT -> new JavaType("int", "Integer");
      case BOOLEAN, LONG, FLOAT, DOUBLE -> {
        String name = raw(schema);
        yield new JavaType(name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
      }
      default -> throw new UnsupportedSchemaException(schema);
    };
  }

  /** Returns the Java type that the decoder returns for a primitive type. */
  public static String raw(Schema schema) {
    return schema.getType().getName();
  }

  /**
   * Returns whether the schema is a timestamp that the generated classes represent as an Instant.
   */
  public static boolean isInstant(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private static JavaType optional(Schema union) {
    List<Schema> others =
        union.getTypes().stream().filter(branch -> branch.getType() != Schema.Type.NULL).toList();
    if (others.size() != 1 || union.getTypes().size() != 2) {
      throw new UnsupportedSchemaException(union);
    }
    JavaType type = of(others.get(0));
    return reference(type.boxed());
  }

  private static JavaType text(Schema schema) {
    String wanted = schema.getProp(GenericData.STRING_PROP);
    if (wanted != null && !wanted.equals(GenericData.StringType.Utf8.name())) {
      throw new UnsupportedSchemaException(schema);
    }
    return reference("Utf8");
  }

  private static JavaType reference(String name) {
    return new JavaType(name, name);
  }
}
