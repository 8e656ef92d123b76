package io.bidlake.runtime.avro;

import io.bidlake.compiled.JavaType;
import io.bidlake.compiled.RecordFields;
import io.bidlake.compiled.UnsupportedSchemaException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Resolver.Container;
import org.apache.avro.Resolver.ReaderUnion;
import org.apache.avro.Resolver.RecordAdjust;
import org.apache.avro.Resolver.WriterUnion;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;

/**
 * Generates the Java source of a class that implements one of Avro's schema resolutions. It has a
 * method for each record, array and union, which calls the decoder or another method for each
 * value.
 */
final class ReaderSource {

  static final String CLASS = "GeneratedReader";

  private final SpecificData data;
  private final String text;
  private final List<Object> constants = new ArrayList<>();

  /** Names of the methods that read records, by resolution: a record type may be recursive. */
  private final IdentityHashMap<Action, String> records = new IdentityHashMap<>();

  /** Names of all other methods, by their code: identical methods are generated once. */
  private final Map<String, String> methods = new LinkedHashMap<>();

  private final StringBuilder body = new StringBuilder();

  ReaderSource(SpecificData data, Action resolution) {
    this.data = data;
    String root = JavaType.of(resolution.reader).name();
    String read = read(resolution, "(%s) reused".formatted(root));
    methods.forEach((code, name) -> body.append("private ").append(code.formatted(name)));
    this.text =
        """
        import %1$s.BytesDecoder;
        import %1$s.CompiledReader;
        import java.io.IOException;
        import java.time.Instant;
        import java.util.List;
        import org.apache.avro.generic.GenericData;
        import org.apache.avro.util.Utf8;

        public final class %2$s extends CompiledReader {
        public Object read(Object reused, BytesDecoder in) throws IOException {
          return %3$s;
        }
        %4$s}
        """
            .formatted(ReaderSource.class.getPackageName(), CLASS, read, body);
  }

  String text() {
    return text;
  }

  /** Returns the constants, which the source refers to by index. */
  List<Object> constants() {
    return constants;
  }

  /**
   * Returns an expression that reads a value.
   *
   * @param old expression for the value to overwrite, which may evaluate to null
   */
  private String read(Action action, String old) {
    return switch (action.type) {
      case DO_NOTHING -> converted(action, plain(action.reader, old));
      case PROMOTE -> converted(action, promoted(action.writer, action.reader, old));
      case RECORD -> call(record((RecordAdjust) action), old);
      case CONTAINER -> call(array(action), old);
      case WRITER_UNION -> call(union((WriterUnion) action), old);
      case READER_UNION -> read(((ReaderUnion) action).actualAction, old);
      case ENUM, SKIP, ERROR -> throw new UnsupportedSchemaException(action.reader);
    };
  }

  private static String call(String method, String old) {
    return "%s(%s, in)".formatted(method, old);
  }

  private static String plain(Schema schema, String old) {
    return switch (schema.getType()) {
      case NULL -> "null";
      case BOOLEAN -> "in.readBoolean()";
      case INT -> "in.readInt()";
      case LONG -> "in.readLong()";
      case FLOAT -> "in.readFloat()";
      case DOUBLE -> "in.readDouble()";
      case STRING -> "in.readString(%s)".formatted(old);
      default -> throw new UnsupportedSchemaException(schema);
    };
  }

  /**
   * Returns an expression that promotes a value to the reader's type; bytes and strings have the
   * same encoding.
   */
  private static String promoted(Schema writer, Schema reader, String old) {
    if (reader.getType() == Schema.Type.STRING) {
      return plain(reader, old);
    }
    return "((%s) %s)".formatted(JavaType.raw(reader), plain(writer, old));
  }

  private static String converted(Action action, String value) {
    if (JavaType.isInstant(action.reader)) {
      long perMilli = WriterTypes.perMilli(action.writer);
      String millis = perMilli == 1 ? value : "Math.floorDiv(%s, %dL)".formatted(value, perMilli);
      return "Instant.ofEpochMilli(%s)".formatted(millis);
    }
    if (action.conversion != null) {
      throw new UnsupportedSchemaException(action.reader);
    }
    return value;
  }

  private String record(RecordAdjust action) {
    String name = records.get(action);
    if (name == null) {
      name = "record" + records.size();
      records.put(action, name);
      RecordFields fields = new RecordFields(data.getClass(action.reader));
      body.append(
          """
          private %2$s %1$s(%2$s old, BytesDecoder in) throws IOException {
            %2$s record = old == null ? new %2$s() : old;
          %3$s  return record;
          }
          """
              .formatted(name, JavaType.of(action.reader).name(), statements(action, fields)));
    }
    return name;
  }

  /** Reads the writer's fields in their order, and sets the other fields to their defaults. */
  private String statements(RecordAdjust action, RecordFields fields) {
    StringBuilder statements = new StringBuilder();
    int next = 0;
    for (Action of : action.fieldActions) {
      if (of.type == Action.Type.SKIP) {
        statements.append("  skip(%d, in);\n".formatted(constant(of.writer)));
      } else {
        Field field = action.readerOrder[next++];
        JavaType type = JavaType.of(field.schema());
        String value = read(of, fields.get(field, type));
        statements.append("  %s;\n".formatted(fields.set(field, type, value)));
      }
    }
    for (Object value : action.defaults) {
      Field field = action.readerOrder[next++];
      statements.append(
          "  record.put(%d, copyOf(%d, %d));\n"
              .formatted(field.pos(), constant(value), constant(field.schema())));
    }
    return statements.toString();
  }

  private String array(Action action) {
    if (action.reader.getType() != Schema.Type.ARRAY) {
      throw new UnsupportedSchemaException(action.reader);
    }
    JavaType element = JavaType.of(action.reader.getElementType());
    String old = "(%s) array.peek()".formatted(element.boxed());
    return method(
        "array",
        """
        List %%s(List old, BytesDecoder in) throws IOException {
          long count = in.readArrayStart();
          GenericData.Array array = array(old, count, %d);
          while (count > 0) {
            for (long i = 0; i < count; i++) {
              array.add(%s);
            }
            count = in.arrayNext();
          }
          return array;
        }
        """
            .formatted(constant(action.reader), read(((Container) action).elementAction, old)));
  }

  private String union(WriterUnion action) {
    JavaType type = JavaType.of(action.reader);
    StringBuilder cases = new StringBuilder();
    for (int branch = 0; branch < action.actions.length; branch++) {
      cases.append("    case %d: %s\n".formatted(branch, branch(action.actions[branch])));
    }
    return method(
        "union",
        """
        %1$s %%s(%1$s old, BytesDecoder in) throws IOException {
          int branch = in.readIndex();
          switch (branch) {
        %2$s    default: throw noBranch(branch);
          }
        }
        """
            .formatted(type.name(), cases));
  }

  private String branch(Action action) {
    if (action.type == Action.Type.ERROR) {
      return "throw mismatch(%d);".formatted(constant(action.toString()));
    }
    return "return %s;".formatted(read(action, "old"));
  }

  private String method(String kind, String code) {
    return methods.computeIfAbsent(code, unknown -> kind + methods.size());
  }

  /**
   * Returns the index of a constant. Constants are compared by identity, so that each schema object
   * is stored once.
   */
  private int constant(Object value) {
    for (int known = 0; known < constants.size(); known++) {
      if (constants.get(known) == value) {
        return known;
      }
    }
    constants.add(value);
    return constants.size() - 1;
  }
}
