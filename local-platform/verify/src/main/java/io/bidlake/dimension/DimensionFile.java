package io.bidlake.dimension;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimension.Attribute;
import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.sender.Given;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;

/**
 * Reads a file of a dimension: CSV with a header if its name ends with {@code .csv}, and otherwise
 * JSON lines. Columns are those of the table; the id is required, and {@code valid_from} is
 * optional.
 */
final class DimensionFile {

  /** How many problems are named; a file that is wrong in each line has as many. */
  private static final int MOST_PROBLEMS = 20;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final ObjectReader JSON = new ObjectMapper().readerForMapOf(String.class);

  private static final ObjectReader CSV =
      new CsvMapper()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .readerForMapOf(String.class)
          .with(CsvSchema.emptySchema().withHeader());

  private final Path file;
  private final Dimension dimension;
  private final Instant now;
  private final Map<String, Attribute> attributes = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<List<Object>, Long> lines = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A line of a file: what is known about a member of a dimension.
   *
   * @param id the member
   * @param values values by attribute; null where the file says that there is none. An attribute
   *     that the line does not name stays as it is
   * @param from when this begins; empty for now, or for all times if the member is new
   */
  record Entry(String id, Map<String, Object> values, Optional<Instant> from) {}

  private DimensionFile(Path file, Dimension dimension, Instant now) {
    this.file = file;
    this.dimension = dimension;
    this.now = now;
    dimension.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
  }

  /**
   * Reads a file.
   *
   * @param now no version may begin later
   * @throws CannotVerifyException with what is wrong and where
   */
  static List<Entry> read(Path file, Dimension dimension, Instant now) {
    DimensionFile reading = new DimensionFile(file, dimension, now);
    try {
      if (file.toString().endsWith(".csv")) {
        reading.read("CSV", CSV);
      } else {
        reading.read("JSON", JSON);
      }
    } catch (CharacterCodingException | CharConversionException e) {
      throw new CannotVerifyException("%s is not UTF-8: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw new CannotVerifyException("%s cannot be read: %s".formatted(file, e));
    }
    if (!reading.problems.isEmpty()) {
      throw new CannotVerifyException(
          reading.problems.stream().limit(MOST_PROBLEMS).collect(Collectors.joining("\n"))
              + (reading.problems.size() > MOST_PROBLEMS
                  ? "\n%s: %d more".formatted(file, reading.problems.size() - MOST_PROBLEMS)
                  : ""));
    }
    return reading.entries;
  }

  private void read(String format, ObjectReader reader) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        MappingIterator<Map<String, String>> rows = reader.readValues(in)) {
      while (rows.hasNextValue()) {
        long line = rows.getCurrentLocation().getLineNr();
        add(rows.nextValue(), line);
      }
    } catch (JsonMappingException e) {
      problem(
          e.getLocation().getLineNr(),
          e.getPath().isEmpty()
              ? "is not %s of one object: %s".formatted(format, e.getOriginalMessage())
              : e.getPath().get(0).getFieldName() + " must be a text or a number");
    } catch (JsonProcessingException e) {
      problem(
          e.getLocation().getLineNr(), "is not %s: %s".formatted(format, e.getOriginalMessage()));
    }
  }

  private void add(Map<String, String> cells, long line) {
    int before = problems.size();
    Map<String, Object> values = new HashMap<>();
    Optional<Instant> from = Optional.empty();
    for (Map.Entry<String, String> cell : cells.entrySet()) {
      String column = cell.getKey();
      String text = Objects.requireNonNullElse(cell.getValue(), "").strip();
      if (column.equals(Dimension.VALID_FROM)) {
        from = text.isEmpty() ? from : time(text, line);
      } else if (attributes.containsKey(column)) {
        values.put(column, text.isEmpty() ? null : value(attributes.get(column), text, line));
      } else {
        problem(
            line,
            "%s is no column of %s, which has %s and %s"
                .formatted(
                    column,
                    dimension.name(),
                    dimension.attributes().stream()
                        .map(Attribute::name)
                        .collect(Collectors.joining(", ")),
                    Dimension.VALID_FROM));
      }
    }
    String id = (String) values.get(dimension.id().name());
    if (id == null) {
      problem(line, dimension.id().name() + " is missing");
    }
    if (problems.size() == before) {
      Long first = lines.putIfAbsent(List.of(id, from), line);
      if (first != null) {
        problem(line, "%s '%s' is already in line %d".formatted(dimension.id().name(), id, first));
      }
      entries.add(new Entry(id, values, from));
    }
  }

  private Object value(Attribute attribute, String text, long line) {
    try {
      return switch (attribute.type().typeId()) {
        case INTEGER -> (Object) Integer.valueOf(text);
        case DOUBLE -> number(text);
        default -> readable(text);
      };
    } catch (NumberFormatException e) {
      problem(
          line,
          "%s must be %s, was '%s'"
              .formatted(
                  attribute.name(),
                  attribute.type().typeId() == Type.TypeID.INTEGER ? "a whole number" : "a number",
                  text));
      return null;
    }
  }

  /** Returns a text in the form that a table can store, so that it is the same when it is read. */
  private static String readable(String text) {
    return new String(Given.text(text).getBytes(UTF_8), UTF_8);
  }

  private static Double number(String text) {
    double number = new BigDecimal(text).doubleValue();
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private Optional<Instant> time(String text, long line) {
    Instant time;
    try {
      time =
          text.length() == "2026-02-03".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
    } catch (DateTimeException e) {
      problem(
          line,
          "valid_from must be a day or a time such as 2026-02-03T12:00:00Z, was '%s'"
              .formatted(text));
      return Optional.empty();
    }
    if (time.isAfter(now)) {
      problem(line, "valid_from must not be in the future, was " + text);
    } else if (time.isBefore(EARLIEST)) {
      problem(line, "valid_from must not be before the year 1, was " + text);
    }
    // Tables have microseconds.
    return Optional.of(time.truncatedTo(ChronoUnit.MICROS));
  }

  private void problem(long line, String text) {
    problems.add("%s, line %d: %s".formatted(file, line, text));
  }
}
