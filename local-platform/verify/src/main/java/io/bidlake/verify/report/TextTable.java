package io.bidlake.verify.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Text tables for all reports: texts are left-aligned, numbers right-aligned. */
public final class TextTable {

  private static final int WIDEST = 60;

  private TextTable() {}

  public static <T> String of(List<T> rows, List<ColumnData<T>> columns) {
    return AsciiTable.builder()
        .lineSeparator(System.lineSeparator())
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(rows, columns)
        .asString();
  }

  public static <T> ColumnData<T> text(String header, Function<T, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT).maxWidth(WIDEST).with(value);
  }

  /** A column of whole numbers. */
  public static <T> ColumnData<T> number(String header, Function<T, Long> value) {
    return figure(header, row -> String.format(Locale.ROOT, "%,d", value.apply(row)));
  }

  /** A column of formatted numbers. */
  public static <T> ColumnData<T> figure(String header, Function<T, String> value) {
    return new Column()
        .header(header)
        .headerAlign(HorizontalAlign.RIGHT)
        .dataAlign(HorizontalAlign.RIGHT)
        .with(value);
  }
}
