package io.bidlake.runtime.avro;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroTypeException;
import org.apache.avro.LogicalType;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.Container;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Resolver.RecordAdjust;
import org.apache.avro.Resolver.WriterUnion;
import org.apache.avro.Schema;

/**
 * What a writer's values mean. Avro resolves bytes and leaves out logical types, so that
 * microseconds would be read as milliseconds and the digits of a decimal as text.
 */
final class WriterTypes {

  /** How many of a writer's units make a millisecond. */
  private static final Map<String, Long> PER_MILLI =
      Map.of(
          "timestamp-millis", 1L,
          "timestamp-micros", 1_000L,
          "timestamp-nanos", 1_000_000L,
          "local-timestamp-millis", 1L,
          "local-timestamp-micros", 1_000L,
          "local-timestamp-nanos", 1_000_000L);

  private final Set<Action> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean converts;

  private WriterTypes() {}

  /**
   * Whether times must be converted from other units.
   *
   * @throws AvroTypeException if the writer means something else than the reader by a value
   */
  static boolean convert(Action resolution) {
    WriterTypes types = new WriterTypes();
    types.visit(resolution);
    return types.converts;
  }

  /** How many of the units of a writer's times make a millisecond; times are without time zone. */
  static long perMilli(Schema writer) {
    String meaning = meaning(writer);
    return meaning == null ? 1 : PER_MILLI.get(meaning);
  }

  private void visit(Action action) {
    if (seen.add(action)) {
      switch (action.type) {
        case RECORD -> visit(((RecordAdjust) action).fieldActions);
        case CONTAINER -> visit(((Container) action).elementAction);
        case WRITER_UNION -> {
          if (JavaType.isInstant(action.reader)) {
            // Avro itself converts it twice, and fails.
            throw new AvroTypeException("a time must not be in a union");
          }
          visit(((WriterUnion) action).actions);
        }
        case READER_UNION -> visit(((ReaderUnion) action).actualAction);
        case DO_NOTHING, PROMOTE -> check(action.writer, action.reader);
        case ENUM, SKIP, ERROR -> {}
      }
    }
  }

  private void visit(Action... actions) {
    for (Action action : actions) {
      visit(action);
    }
  }

  private void check(Schema writer, Schema reader) {
    String meaning = meaning(writer);
    if (meaning == null || writer.getType() == Schema.Type.STRING) {
      return;
    }
    if (JavaType.isInstant(reader) && PER_MILLI.containsKey(meaning)) {
      converts |= perMilli(writer) > 1;
    } else if (!meaning.equals(meaning(reader))) {
      throw new AvroTypeException(
          "%s cannot be read as %s".formatted(described(writer), described(reader)));
    }
  }

  private static String meaning(Schema schema) {
    return schema.getProp(LogicalType.LOGICAL_TYPE_PROP);
  }

  private static String described(Schema schema) {
    String meaning = meaning(schema);
    return schema.getType().getName() + (meaning == null ? "" : " (%s)".formatted(meaning));
  }
}
