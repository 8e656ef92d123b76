package io.bidlake.dimension;

import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimension.Attribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The versions of one member of a dimension. A line that says nothing new changes nothing, so a
 * file can be loaded again.
 */
final class History {

  /** From when the first version is valid if nothing else is said: facts may be older. */
  static final Instant BEGINNING = Instant.EPOCH;

  private final Dimension dimension;
  private final Instant now;
  private final NavigableMap<Instant, List<Object>> versions = new TreeMap<>();

  /**
   * @param now from when a line without a time changes the current version
   * @param known the versions so far
   */
  History(Dimension dimension, Instant now, Collection<Version> known) {
    this.dimension = dimension;
    this.now = now;
    known.forEach(version -> versions.put(version.from(), version.values()));
  }

  /**
   * Adds what a file says about the member. A line without a time is valid from now on, but from
   * the beginning if the member is new, or if other lines of the file say when they begin.
   */
  void add(List<Entry> ofFile) {
    boolean hasTimes = ofFile.stream().anyMatch(entry -> entry.from().isPresent());
    Instant otherwise = versions.isEmpty() || hasTimes ? BEGINNING : now;
    ofFile.stream()
        .sorted(Comparator.comparing(entry -> entry.from().orElse(otherwise)))
        .forEach(entry -> add(entry.from().orElse(otherwise), entry));
  }

  private void add(Instant from, Entry entry) {
    Map.Entry<Instant, List<Object>> before = versions.floorEntry(from);
    versions.put(from, values(entry, before == null ? null : before.getValue()));
  }

  private List<Object> values(Entry entry, List<Object> before) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < dimension.attributes().size(); i++) {
      Attribute attribute = dimension.attributes().get(i);
      Object kept = before == null ? null : before.get(i);
      values.add(
          entry.values().containsKey(attribute.name())
              ? entry.values().get(attribute.name())
              : kept);
    }
    return values;
  }

  /** Returns the versions in the order of their times, each different from the one before. */
  List<Version> versions() {
    List<Version> different = new ArrayList<>();
    versions.forEach(
        (from, values) -> {
          if (different.isEmpty() || !different.get(different.size() - 1).values().equals(values)) {
            different.add(new Version(from, values));
          }
        });
    return different;
  }
}
