package io.bidlake.runtime.avro;

import io.bidlake.compiled.JavaType;
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
 * Checks the logical types of a writer. Avro's schema resolution ignores logical types, so
 * microseconds would be read as milliseconds, and the unscaled bytes of a decimal as text.
 */
final class WriterTypes {

  /** Units of a writer's timestamp per millisecond, by logical type. */
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
   * Returns whether timestamps must be converted from other units.
   *
   * @throws AvroTypeException if the logical type of a value differs between writer and reader
   */
  static boolean convert(Action resolution) {
    WriterTypes types = new WriterTypes();
    types.visit(resolution);
    return types.converts;
  }

  /** Returns the units of a writer's timestamps per millisecond; 1 if there is no logical type. */
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
            // Avro's own reader converts it twice and fails.
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
