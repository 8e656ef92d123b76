package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV by RFC 4180, with a header; null is an empty field. */
final class CsvFormat implements ResultFormat {

  private static final String LINE_END = "\r\n";

  @Override
  public long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out) {
    out.print(line(columns.stream()));
    long count = 0;
    while (rows.hasNext()) {
      out.print(line(Stream.of(rows.next()).map(Cells::text)));
      count++;
    }
    return count;
  }

  private static String line(Stream<String> fields) {
    return fields.map(CsvFormat::quoted).collect(Collectors.joining(",", "", LINE_END));
  }

  private static String quoted(String field) {
    if (field == null) {
      return "";
    }
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && !field.isEmpty() ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
