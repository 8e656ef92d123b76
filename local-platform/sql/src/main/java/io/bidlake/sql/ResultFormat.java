package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;

/** Writes the rows of a result. */
interface ResultFormat {

  /** Writes all rows as they come, and returns how many they were. */
  long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out);

  /** The formats by name. */
  enum Name {
    /** A drawn table, for people. */
    TABLE,
    /** RFC 4180 with a header. */
    CSV,
    /** One JSON object a line. */
    JSON;

    /**
     * The format of a statement's result.
     *
     * @param width how wide a line may be
     */
    ResultFormat of(Statement statement, int width) {
      return switch (this) {
        case TABLE -> statement.vertical() ? new VerticalFormat() : new TableFormat(width);
        case CSV -> new CsvFormat();
        case JSON -> new JsonFormat();
      };
    }
  }
}
