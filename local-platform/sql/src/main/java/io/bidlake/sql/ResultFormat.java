package io.bidlake.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Turns a result into lines, with their line ends, one by one as they are asked for. */
@FunctionalInterface
interface ResultFormat {

  /** CSV by RFC 4180, with a header; null is an empty field. */
  ResultFormat CSV =
      (columns, rows) ->
          Stream.concat(Stream.<Object[]>of(columns.toArray()), stream(rows))
              .map(
                  row ->
                      Arrays.stream(row)
                          .map(value -> quoted(Cells.text(value)))
                          .collect(Collectors.joining(",", "", "\r\n")));

  /** One column per line, for rows that are wider than the screen. */
  ResultFormat VERTICAL = ResultFormat::vertical;

  /** The lines of a result. */
  Stream<String> lines(List<String> columns, Iterator<Object[]> rows);

  /** One JSON object per line. */
  static ResultFormat json() {
    ObjectMapper json = new ObjectMapper();
    return (columns, rows) ->
        stream(rows)
            .map(
                row -> {
                  Map<String, Object> object = new LinkedHashMap<>();
                  for (int i = 0; i < row.length; i++) {
                    object.put(columns.get(i), Cells.plain(row[i]));
                  }
                  try {
                    return json.writeValueAsString(object) + "\n";
                  } catch (JsonProcessingException e) {
                    throw new IllegalStateException(e);
                  }
                });
  }

  /** Writes the lines of a result as they come. */
  default Session.Output to(PrintWriter out) {
    return (columns, rows) -> lines(columns, rows).forEach(out::print);
  }

  /** The rows as a stream that takes each only when it is needed. */
  static Stream<Object[]> stream(Iterator<Object[]> rows) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
  }

  private static String quoted(String field) {
    if (field == null) {
      return "";
    }
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && !field.isEmpty() ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  private static Stream<String> vertical(List<String> columns, Iterator<Object[]> rows) {
    int widest = columns.stream().mapToInt(Cells::width).max().orElse(0);
    List<String> names =
        columns.stream().map(name -> name + " ".repeat(widest - Cells.width(name))).toList();
    Iterator<Integer> numbers = IntStream.iterate(1, number -> number + 1).iterator();
    return stream(rows)
        .flatMap(
            row ->
                Stream.concat(
                    Stream.of("-[ row %d ]%s\n".formatted(numbers.next(), "-".repeat(widest))),
                    IntStream.range(0, row.length)
                        .mapToObj(i -> names.get(i) + " | " + Cells.line(row[i]) + "\n")));
  }

  /** The formats by name. */
  enum Name {
    /** A table drawn with ASCII characters, for users. */
    TABLE,
    /** RFC 4180 with a header. */
    CSV,
    /** One JSON object per line. */
    JSON;

    /**
     * The format of a statement's result.
     *
     * @param width the maximum width of a line
     */
    ResultFormat of(Statements.Statement statement, int width) {
      return switch (this) {
        case TABLE -> statement.vertical() ? VERTICAL : new TableFormat(width);
        case CSV -> ResultFormat.CSV;
        case JSON -> json();
      };
    }
  }
}
