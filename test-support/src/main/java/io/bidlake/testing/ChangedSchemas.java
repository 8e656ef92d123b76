package io.bidlake.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.SchemaBuilder;

/** Creates writer schemas that differ from a reader schema, like older or newer versions of it. */
public final class ChangedSchemas {

  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  private final Random random;
  private final Map<String, Schema> records = new HashMap<>();
  private int added;

  private ChangedSchemas(Random random) {
    this.random = random;
  }

  /** Returns a randomly changed schema that is compatible with {@code reader}. */
  public static Schema of(Schema reader, Random random) {
    return new ChangedSchemas(random).changed(reader);
  }

  private Schema changed(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          records.containsKey(schema.getFullName())
              ? records.get(schema.getFullName())
              : record(schema);
      case ARRAY -> Schema.createArray(changed(schema.getElementType()));
      case UNION -> union(schema);
      case STRING -> rarely() ? Schema.create(Schema.Type.BYTES) : schema;
      case DOUBLE ->
          rarely()
              ? Schema.create(oneOf(List.of(Schema.Type.INT, Schema.Type.LONG, Schema.Type.FLOAT)))
              : schema;
      case LONG -> rarely() ? Schema.create(Schema.Type.INT) : schema;
      default -> schema;
    };
  }

  /** Removes the null branch or reverses the branches. */
  private Schema union(Schema schema) {
    List<Schema> branches = new ArrayList<>(schema.getTypes().stream().map(this::changed).toList());
    if (rarely()) {
      Collections.reverse(branches);
    }
    return rarely()
        ? branches.stream().filter(it -> it.getType() != Schema.Type.NULL).findAny().orElseThrow()
        : Schema.createUnion(branches);
  }

  private Schema record(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      if (field.hasDefaultValue() && rarely()) {
        continue;
      }
      Schema changed = changed(field.schema());
      // Avro converts an optional timestamp to an Instant twice, which fails.
      boolean mayBeOptional =
          changed.getType() != Schema.Type.UNION && field.schema().getLogicalType() == null;
      boolean optional = mayBeOptional && rarely();
      fields.add(new Field(field.name(), optional ? Schema.createUnion(changed, NULL) : changed));
      if (rarely()) {
        fields.add(new Field("added_" + added, unknown()));
        added++;
      }
    }
    if (rarely()) {
      Collections.shuffle(fields, random);
    }
    Schema record =
        Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
    records.put(schema.getFullName(), record);
    return record;
  }

  /** Returns a random type that the reader schema does not contain. */
  private Schema unknown() {
    Schema number = SchemaBuilder.enumeration("Enum" + added).symbols("ONE", "TWO");
    Schema bytes = SchemaBuilder.fixed("Fixed" + added).size(3);
    Schema record =
        SchemaBuilder.record("Record" + added)
            .fields()
            .requiredBoolean("flag")
            .requiredBytes("bytes")
            .optionalFloat("number")
            .endRecord();
    return oneOf(
        List.of(
            number,
            bytes,
            record,
            NULL,
            Schema.createArray(record),
            Schema.createArray(NULL),
            Schema.createMap(Schema.create(Schema.Type.DOUBLE)),
            Schema.createUnion(NULL, bytes, Schema.create(Schema.Type.STRING))));
  }

  private boolean rarely() {
    return random.nextInt(10) == 0;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
