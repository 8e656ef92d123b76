package io.bidlake.openrtb.json;

import io.bidlake.compiled.CompiledClass;
import io.bidlake.compiled.JavaType;
import io.bidlake.compiled.RecordFields;
import io.bidlake.openrtb.json.RecordReader.Member;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Generates a class that reads the members of one kind of object in a given order. */
final class UsualMembersSource {

  private static final String CLASS = "GeneratedMembers";

  private final Schema schema;
  private final RecordFields fields;

  private UsualMembersSource(Schema schema) {
    this.schema = schema;
    this.fields = new RecordFields(SpecificData.get().getClass(schema));
  }

  /**
   * Compiles what reads members in an order.
   *
   * @param schema of the record that they are read into
   * @param withDefault positions of the fields that Avro does not initialise with their defaults
   */
  static UsualMembers compile(Schema schema, int[] withDefault, List<Member> order) {
    String source = new UsualMembersSource(schema).of(withDefault, order);
    return CompiledClass.instance(CLASS, source, UsualMembers.class);
  }

  private String of(int[] withDefault, List<Member> order) {
    StringBuilder defaults = new StringBuilder();
    for (int position : withDefault) {
      defaults.append("  %s;\n".formatted(setDefault(schema.getFields().get(position))));
    }
    StringBuilder steps = new StringBuilder();
    for (int step = 0; step < order.size(); step++) {
      steps.append(step(step, order.get(step)));
    }
    return """
        import java.io.IOException;
        import java.util.List;
        import org.apache.avro.specific.SpecificRecordBase;
        import org.apache.avro.util.Utf8;

        public final class %1$s extends %2$s {
        protected int read(byte[] source, int at, int to, Object into, long seen, int step)
            throws IOException {
          %3$s record = (%3$s) into;
          long done = 0L;
          int end = 0;
          int value;
          int next;
          switch (step) {
        %4$s  default: break;
          }
          return stop(end, done);
        }

        protected SpecificRecordBase newRecord(Object[] defaults) {
          %3$s record = new %3$s();
        %5$s  return record;
        }
        }
        """
        .formatted(
            CLASS,
            UsualMembers.class.getName(),
            SpecificData.getClassName(schema),
            steps,
            defaults);
  }

  private String setDefault(Schema.Field field) {
    JavaType type = JavaType.of(field.schema());
    String value = "((%s) defaults[%d])".formatted(type.boxed(), field.pos());
    boolean isPrimitive = !type.name().equals(type.boxed());
    return fields.set(
        field, type, isPrimitive ? "%s.%sValue()".formatted(value, type.name()) : value);
  }

  /** Each step goes on to the next one, whether its member is there or not. */
  private String step(int step, Member member) {
    byte[] name = ('"' + member.name() + "\":").getBytes(StandardCharsets.UTF_8);
    return """
          case %d:
            if (at < to - %d && %s) {
              value = at + %d;
        %s    }
        """
        .formatted(
            step,
            name.length + CompactJsonParser.MARGIN,
            isAt(name),
            name.length,
            member.usual() == Usual.OTHER
                ? "      return stop(end, done, value, %d);\n".formatted(step)
                : reading(step, member));
  }

  private String reading(int step, Member member) {
    return """
              next = (seen & %1$s) == 0L ? %2$s(value) : -1;
              if (next < 0) {
                return stop(end, done, value, %3$d);
              }
              %4$s;
              done |= %1$s;
              end = next;
              if (source[end] != ',') {
                return stop(end, done);
              }
              at = end + 1;
        """
        .formatted(hex(member.bit()), member.usual().end, step, set(member));
  }

  private String set(Member member) {
    Schema.Field field = schema.getFields().get(member.position());
    JavaType type = JavaType.of(field.schema());
    boolean isBoxed = type.name().equals("Integer") || type.name().equals("Double");
    String value = member.usual().value;
    return fields.set(
        field, type, isBoxed ? "%s.valueOf(%s)".formatted(type.name(), value) : value);
  }

  /** The condition that these bytes stand at {@code at}. */
  private static String isAt(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      long mask = (1L << (bytes.length * Byte.SIZE)) - 1;
      return "(eight(source, at) & %s) == %s"
          .formatted(hex(mask), hex(UsualMembers.eight(Arrays.copyOf(bytes, Long.BYTES), 0)));
    }
    StringBuilder condition = new StringBuilder();
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      int from = Math.min(i, bytes.length - Long.BYTES); // The last eight may overlap the others.
      condition
          .append(i == 0 ? "" : " && ")
          .append(
              "eight(source, at + %d) == %s".formatted(from, hex(UsualMembers.eight(bytes, from))));
    }
    return condition.toString();
  }

  private static String hex(long number) {
    return "0x%016xL".formatted(number);
  }
}
