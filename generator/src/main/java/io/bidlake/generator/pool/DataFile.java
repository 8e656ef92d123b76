package io.bidlake.generator.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a table from a resource: columns are separated by {@code |}, comments start with {@code #}.
 */
public final class DataFile {

  private DataFile() {}

  public static List<Row> read(String name) {
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

  public record Row(List<String> columns) {

    public String text(int column) {
      return columns.get(column);
    }

    public int integer(int column) {
      return Integer.parseInt(text(column));
    }

    public double decimal(int column) {
      return Double.parseDouble(text(column));
    }

    public List<String> words(int column) {
      return List.of(text(column).split(" "));
    }

    /** Returns whole numbers, also those of sizes such as 640x360. */
    public List<Integer> numbers(int column) {
      return Arrays.stream(text(column).split("[ x]")).map(Integer::valueOf).toList();
    }

    public List<String> names(int column) {
      return List.of(text(column).split(","));
    }
  }
}
