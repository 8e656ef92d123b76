package io.bidlake.dimension;

import io.bidlake.dimension.DimensionFile.Entry;
import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimension.Attribute;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/**
 * The versions of one member of a dimension, as rows of the table. A line that says nothing new
 * changes nothing, so a file can be loaded again.
 *
 * @param schema schema of the table, which may have more columns than the dimension
 * @param versions the rows by the time from which they are valid
 */
record History(Dimension dimension, Schema schema, NavigableMap<Instant, Record> versions) {

  /** From when the first version is valid if nothing else is said: facts may be older. */
  private static final Instant BEGINNING = Instant.EPOCH;

  /** A history without versions. */
  History(Dimension dimension, Schema schema) {
    this(dimension, schema, new TreeMap<>());
  }

  /** Adds a row that the table has. */
  void addKnown(Record row) {
    versions.put(((OffsetDateTime) row.getField(Dimension.VALID_FROM)).toInstant(), row);
  }

  /**
   * Adds what a file says about the member. A line without a time is valid from now on, but from
   * the beginning if the member is new, or if other lines of the file say when they begin.
   */
  void add(List<Entry> ofFile, Instant now) {
    boolean hasTimes = ofFile.stream().anyMatch(entry -> entry.from().isPresent());
    Instant otherwise = versions.isEmpty() || hasTimes ? BEGINNING : now;
    ofFile.stream()
        .sorted(Comparator.comparing(entry -> entry.from().orElse(otherwise)))
        .forEach(entry -> add(entry.from().orElse(otherwise), entry));
  }

  private void add(Instant from, Entry entry) {
    Map.Entry<Instant, Record> before = versions.floorEntry(from);
    Record row = before == null ? GenericRecord.create(schema) : before.getValue().copy();
    entry.values().forEach(row::setField);
    row.setField(Dimension.VALID_FROM, from.atOffset(ZoneOffset.UTC));
    versions.put(from, row);
  }

  /** Returns the rows in the order of their times, each different from the one before. */
  List<Record> rows() {
    List<Record> rows = new ArrayList<>();
    for (Record version : versions.values()) {
      Record before = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      if (before == null || !values(before).equals(values(version))) {
        if (before != null) {
          before.setField(Dimension.VALID_TO, version.getField(Dimension.VALID_FROM));
          before.setField(Dimension.IS_CURRENT, false);
        }
        Record row = version.copy();
        row.setField(Dimension.VALID_TO, null);
        row.setField(Dimension.IS_CURRENT, true);
        rows.add(row);
      }
    }
    return rows;
  }

  private List<Object> values(Record row) {
    List<Object> values = new ArrayList<>();
    for (Attribute attribute : dimension.attributes()) {
      values.add(row.getField(attribute.name()));
    }
    return values;
  }
}
