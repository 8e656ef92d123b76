package io.bidlake.bench.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** A schema with only the fields to read: Avro skips the others instead of decoding them. */
final class ReaderSchema {

  private final Map<String, Set<String>> fieldsOfRecords;
  private final Map<String, Schema> narrowed = new HashMap<>();

  private ReaderSchema(Map<String, Set<String>> fieldsOfRecords) {
    this.fieldsOfRecords = fieldsOfRecords;
  }

  /**
   * Narrows a schema.
   *
   * @param writer the writer schema, as JSON
   * @param fieldsOfRecords the fields to keep by record name in the schema; records that are not
   *     named keep all fields
   */
  static String of(String writer, Map<String, Set<String>> fieldsOfRecords) {
    return new ReaderSchema(fieldsOfRecords).narrow(new Schema.Parser().parse(writer)).toString();
  }

  private Schema narrow(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ARRAY -> Schema.createArray(narrow(schema.getElementType()));
      case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::narrow).toList());
      default -> schema;
    };
  }

  /**
   * Narrows a record once, even if it is used in several places, as names are unique in an Avro
   * schema.
   */
  private Schema record(Schema schema) {
    String name = schema.getName();
    Schema known = narrowed.get(name);
    if (known != null) {
      return known;
    }
    Set<String> kept = fieldsOfRecords.get(name);
    List<Schema.Field> fields =
        schema.getFields().stream()
            .filter(field -> kept == null || kept.contains(field.name()))
            .map(field -> new Schema.Field(field, narrow(field.schema())))
            .toList();
    Schema record =
        Schema.createRecord(name, schema.getDoc(), schema.getNamespace(), schema.isError(), fields);
    narrowed.put(name, record);
    return record;
  }
}
