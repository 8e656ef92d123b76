package io.bidlake.landing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes random schemas, others that evolve from them, and records. */
final class RandomSchemas {

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g", "h");
  private static final int DEEPEST = 3;

  private final Random random;
  private int names;

  RandomSchemas(long seed) {
    random = new Random(seed);
  }

  Schema record() {
    return record(1);
  }

  private Schema record(int level) {
    List<Field> fields = new ArrayList<>();
    List<String> free = new ArrayList<>(NAMES);
    Collections.shuffle(free, random);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      fields.add(new Field(free.get(i), type(level), null, null));
    }
    return Schema.createRecord("R" + ++names, null, null, false, fields);
  }

  private Schema type(int level) {
    Schema type = level < DEEPEST && random.nextInt(3) == 0 ? container(level + 1) : scalar();
    return random.nextBoolean() ? optional(type) : type;
  }

  private Schema optional(Schema type) {
    Schema none = Schema.create(Schema.Type.NULL);
    return random.nextInt(4) == 0 ? Schema.createUnion(type, none) : Schema.createUnion(none, type);
  }

  private Schema container(int level) {
    return switch (random.nextInt(3)) {
      case 0 -> Schema.createArray(type(level));
      case 1 -> Schema.createMap(type(level));
      default -> record(level);
    };
  }

  private Schema scalar() {
    return switch (random.nextInt(10)) {
      case 0 -> Schema.create(Schema.Type.INT);
      case 1 -> Schema.create(Schema.Type.LONG);
      case 2 -> Schema.create(Schema.Type.FLOAT);
      case 3 -> Schema.create(Schema.Type.DOUBLE);
      case 4 -> Schema.create(Schema.Type.STRING);
      case 5 -> Schema.create(Schema.Type.BOOLEAN);
      case 6 -> Schema.create(Schema.Type.BYTES);
      case 7 -> Schema.createEnum("E" + ++names, null, null, List.of("X", "Y"));
      case 8 ->
          LogicalTypes.decimal(4 + random.nextInt(3), 2)
              .addToSchema(Schema.create(Schema.Type.BYTES));
      default -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    };
  }

  /** Returns a schema that a producer could use after another. */
  Schema evolved(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Field field : schema.getFields()) {
      switch (random.nextInt(8)) {
        case 0 -> {} // The field is removed.
        case 1 -> fields.add(new Field(field.name(), type(DEEPEST), null, null));
        case 2, 3, 4 -> fields.add(new Field(field.name(), changed(field.schema()), null, null));
        default -> fields.add(new Field(field.name(), field.schema(), null, null));
      }
    }
    for (String name : NAMES) {
      if (fields.size() < NAMES.size()
          && random.nextInt(6) == 0
          && fields.stream().noneMatch(field -> field.name().equals(name))) {
        fields.add(new Field(name, type(2), null, null));
      }
    }
    Collections.shuffle(fields, random);
    return renumbered(Schema.createRecord("R" + ++names, null, null, false, fields));
  }

  /** Returns a type that is changed as its evolution allows it, or is the same in another form. */
  private Schema changed(Schema type) {
    return switch (type.getType()) {
      case UNION -> {
        Schema value = type.getTypes().stream().filter(one -> !one.isNullable()).findFirst().get();
        yield random.nextBoolean() ? optional(changed(value)) : value;
      }
      case INT -> Schema.create(random.nextBoolean() ? Schema.Type.LONG : Schema.Type.INT);
      case FLOAT -> Schema.create(random.nextBoolean() ? Schema.Type.DOUBLE : Schema.Type.FLOAT);
      case LONG ->
          type.getLogicalType() == null && random.nextBoolean()
              ? Schema.create(Schema.Type.INT)
              : type;
      case DOUBLE -> Schema.create(random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.INT);
      case BYTES ->
          type.getLogicalType() instanceof LogicalTypes.Decimal
              ? LogicalTypes.decimal(4 + random.nextInt(6), 2)
                  .addToSchema(Schema.create(Schema.Type.BYTES))
              : type;
      case ENUM -> Schema.create(Schema.Type.STRING);
      case ARRAY -> Schema.createArray(changed(type.getElementType()));
      case MAP -> Schema.createMap(changed(type.getValueType()));
      case RECORD -> evolved(type);
      default -> type;
    };
  }

  /** Returns the schema with names of its own: Avro allows each name once in a schema. */
  private Schema renumbered(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        List<Field> fields = new ArrayList<>();
        schema
            .getFields()
            .forEach(
                field ->
                    fields.add(new Field(field.name(), renumbered(field.schema()), null, null)));
        yield Schema.createRecord("R" + ++names, null, null, false, fields);
      }
      case ENUM -> Schema.createEnum("E" + ++names, null, null, schema.getEnumSymbols());
      case ARRAY -> Schema.createArray(renumbered(schema.getElementType()));
      case MAP -> Schema.createMap(renumbered(schema.getValueType()));
      case UNION -> Schema.createUnion(schema.getTypes().stream().map(this::renumbered).toList());
      default -> schema;
    };
  }

  GenericRecord record(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
    return record;
  }

  private Object value(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> null;
      case UNION -> value(schema.getTypes().get(random.nextInt(2)));
      case INT -> random.nextInt();
      case LONG ->
          schema.getLogicalType() == null ? random.nextLong() : 1_000L * random.nextInt(1 << 30);
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case STRING -> "text" + random.nextInt(100);
      case BOOLEAN -> random.nextBoolean();
      case BYTES ->
          ByteBuffer.wrap(
              schema.getLogicalType() == null
                  ? new byte[] {(byte) random.nextInt(), 1}
                  : new byte[] {(byte) random.nextInt()});
      case ENUM -> new GenericData.EnumSymbol(schema, random.nextBoolean() ? "X" : "Y");
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < random.nextInt(3); i++) {
          elements.add(value(schema.getElementType()));
        }
        yield elements;
      }
      case MAP -> {
        Map<String, Object> entries = new HashMap<>();
        for (int i = 0; i < random.nextInt(3); i++) {
          entries.put("k" + i, value(schema.getValueType()));
        }
        yield entries;
      }
      case RECORD -> record(schema);
      default -> throw new IllegalArgumentException(schema.toString());
    };
  }
}
