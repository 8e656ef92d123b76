package io.bidlake.runtime.lake;

import io.bidlake.compiled.CompiledClass;
import io.bidlake.domain.SenderText;
import io.bidlake.domain.enrichment.ReferenceText;
import io.bidlake.tables.Column;
import io.bidlake.tables.Column.Presence;
import io.bidlake.tables.Column.SharedValue;
import io.bidlake.tables.Column.Value;
import io.bidlake.tables.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.util.Utf8;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * Fills the columns of a row. For each table a subclass is generated and compiled, with one line
 * per column: a loop over the columns would be one megamorphic call site, which the JIT compiler
 * cannot inline. It is public because the generated classes are loaded by another class loader.
 *
 * @param <S> source object of a row
 */
public abstract class RowFiller<S> {

  private static final String CLASS = "CompiledRowFiller";

  /** The functions that fill the columns, in table order. */
  protected Value<Object, Object>[] values;

  /** Fills the columns that all rows of an event share. */
  public abstract void fillShared(GenericRowData row, Object source);

  /** Fills the columns that are specific to a row. */
  public abstract void fillOwn(GenericRowData row, Object source);

  /** Copies {@link #values} into the fields of the generated class. */
  protected abstract void takeOver();

  /**
   * Returns the filler of a table.
   *
   * @param positions position of each column of the table in a row
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Callers pass sources of the table.
  static <S> RowFiller<S> of(TableDefinition<S> table, int[] positions) {
    RowFiller<S> filler = CompiledClass.instance(CLASS, source(table, positions), RowFiller.class);
    filler.values = table.columns().stream().map(Column::value).toArray(Value[]::new);
    filler.takeOver();
    return filler;
  }

  /** The source names the table: tables with like columns must not share the profile of a class. */
  private static String source(TableDefinition<?> table, int[] positions) {
    List<? extends Column<?>> columns = table.columns();
    StringBuilder fields = new StringBuilder();
    StringBuilder takeOver = new StringBuilder();
    StringBuilder shared = new StringBuilder();
    StringBuilder own = new StringBuilder();
    for (int i = 0; i < positions.length; i++) {
      Column<?> column = columns.get(i);
      fields.append("private %s v%d;\n".formatted(Value.class.getCanonicalName(), i));
      takeOver.append("v%d = values[%d];\n".formatted(i, i));
      (column.value() instanceof SharedValue ? shared : own)
          .append("row.setField(%d, %s);\n".formatted(positions[i], inFlink(column, i)));
    }
    return """
    /** %8$s */
    public final class %1$s extends %2$s {
      %3$s
      protected void takeOver() {
        %4$s
      }
      public void fillShared(%5$s row, Object source) {
        %6$s
      }
      public void fillOwn(%5$s row, Object source) {
        %7$s
      }
    }
    """
        .formatted(
            CLASS,
            RowFiller.class.getName(),
            fields,
            takeOver,
            GenericRowData.class.getName(),
            shared,
            own,
            table.name());
  }

  private static String inFlink(Column<?> column, int index) {
    String value = "v%d.of(source)".formatted(index);
    return switch (column.type().kind()) {
      case PLAIN -> value;
      case TEXT ->
          (column.presence() == Presence.OPTIONAL ? "optionalText(%s)" : "text(%s)")
              .formatted(value);
      case TEXTS -> "texts(%s)".formatted(value);
      case INSTANT -> "instant(%s)".formatted(value);
      case MILLIS -> "millis(%s)".formatted(value);
    };
  }

  /** Returns null for a blank text. */
  protected static StringData optionalText(Object value) {
    if (value instanceof ReferenceText reference) {
      return reference.form(RowFiller::copy);
    }
    return value instanceof Utf8 text && SenderText.isBlank(text) ? null : text(value);
  }

  protected static StringData text(Object value) {
    if (value instanceof ReferenceText reference) {
      return reference.form(RowFiller::copy);
    }
    if (value instanceof Utf8 text) {
      return copy(text);
    }
    return value == null
        ? null
        : StringData.fromBytes(
            SenderText.readable(value.toString()).getBytes(StandardCharsets.UTF_8));
  }

  /** Copies the bytes, because decoders overwrite their Utf8. */
  private static StringData copy(Utf8 text) {
    byte[] bytes = new byte[text.getByteLength()];
    System.arraycopy(text.getBytes(), 0, bytes, 0, bytes.length);
    return StringData.fromBytes(bytes);
  }

  protected static GenericArrayData texts(Object value) {
    if (value == null) {
      return null;
    }
    List<?> values = (List<?>) value;
    Object[] strings = new Object[values.size()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = text(values.get(i));
    }
    return new GenericArrayData(strings);
  }

  protected static TimestampData instant(Object value) {
    return value == null ? null : TimestampData.fromInstant((Instant) value);
  }

  protected static TimestampData millis(Object value) {
    return value == null ? null : TimestampData.fromEpochMillis((Long) value);
  }
}
