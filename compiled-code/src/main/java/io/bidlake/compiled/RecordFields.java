package io.bidlake.compiled;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;

/**
 * Generates Java expressions that get and set the fields of a generated class, on a variable {@code
 * record}.
 */
public final class RecordFields {

  private final Set<String> methods;

  /** The fields of a class that Avro generated. */
  public RecordFields(Class<?> generated) {
    this.methods =
        Arrays.stream(generated.getMethods())
            .map(method -> method.getName() + method.getParameterCount())
            .collect(Collectors.toSet());
  }

  /** An expression that gives the value of a field. */
  public String get(Field field, JavaType type) {
    String getter = accessor("get", field);
    return methods.contains(getter + 0)
        ? "record.%s()".formatted(getter)
        : "(%s) record.get(%d)".formatted(type.boxed(), field.pos());
  }

  /**
   * An expression that sets a field.
   *
   * @param value an expression of its type
   */
  public String set(Field field, JavaType type, String value) {
    String setter = accessor("set", field);
    // Setters of timestamps truncate to milliseconds, which is not needed here.
    return methods.contains(setter + 1) && !type.name().equals("Instant")
        ? "record.%s(%s)".formatted(setter, value)
        : "record.put(%d, %s)".formatted(field.pos(), value);
  }

  /**
   * Returns the accessor name that Avro usually generates: {@code getEventTimestamp} for {@code
   * event_timestamp}. For unusual names, which Avro mangles differently, no such method exists.
   */
  private static String accessor(String prefix, Field field) {
    return Arrays.stream(field.name().split("_", -1))
        .map(
            part ->
                part.isEmpty()
                    ? ""
                    : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining("", prefix, ""));
  }
}
