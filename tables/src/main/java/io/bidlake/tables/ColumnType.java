package io.bidlake.tables;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * The type of a column, in Java and in Iceberg.
 *
 * @param <J> Java class of the values
 * @param kind how a Java value is converted to a table value
 * @param inTable Iceberg type
 */
@SuppressWarnings("UnusedTypeParameter") // It ties the values of a column to its type.
public record ColumnType<J>(Kind kind, Type inTable) implements Serializable {

  /** How a Java value is converted to a table value. */
  public enum Kind {
    /** A number, boolean or byte array, unchanged. */
    PLAIN,
    /** Text of any kind. */
    TEXT,
    /** A list of texts. */
    TEXTS,
    /** An instant. */
    INSTANT,
    /** A time in epoch milliseconds. */
    MILLIS
  }

  public static final ColumnType<Object> TEXT = of(Kind.TEXT, Types.StringType.get());
  public static final ColumnType<List<Utf8>> TEXTS =
      of(Kind.TEXTS, Types.ListType.ofRequired(1, Types.StringType.get()));
  public static final ColumnType<Integer> INT = of(Kind.PLAIN, Types.IntegerType.get());
  public static final ColumnType<Long> LONG = of(Kind.PLAIN, Types.LongType.get());
  public static final ColumnType<Double> DOUBLE = of(Kind.PLAIN, Types.DoubleType.get());
  public static final ColumnType<Boolean> BOOLEAN = of(Kind.PLAIN, Types.BooleanType.get());
  public static final ColumnType<byte[]> BYTES = of(Kind.PLAIN, Types.BinaryType.get());
  public static final ColumnType<Instant> INSTANT =
      of(Kind.INSTANT, Types.TimestampType.withZone());
  public static final ColumnType<Long> MILLIS = of(Kind.MILLIS, Types.TimestampType.withZone());

  private static <J> ColumnType<J> of(Kind kind, Type inTable) {
    return new ColumnType<>(kind, inTable);
  }
}
