package io.bidlake.generator.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table among the resources: columns separated by {@code |}, comments begin with {@code #}. */
final class DataFile {

  private DataFile() {}

  static List<Row> read(String name) {
    try (InputStream in = DataFile.class.getResourceAsStream(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> new Row(List.of(line.split("\\|", -1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Row(List<String> columns) {

    String text(int column) {
      return columns.get(column);
    }

    int integer(int column) {
      return Integer.parseInt(text(column));
    }

    double decimal(int column) {
      return Double.parseDouble(text(column));
    }

    List<String> words(int column) {
      return List.of(text(column).split(" "));
    }

    List<String> names(int column) {
      return List.of(text(column).split(","));
    }
  }
}
