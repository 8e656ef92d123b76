package io.bidlake.sql;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;

/** Writes the rows of a result. */
interface ResultFormat {

  /** Writes all rows as they come, and returns their number. */
  long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out);

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
    ResultFormat of(Statement statement, int width) {
      return switch (this) {
        case TABLE -> statement.vertical() ? new VerticalFormat() : new TableFormat(width);
        case CSV -> new CsvFormat();
        case JSON -> new JsonFormat();
      };
    }
  }
}
