package io.bidlake.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.dimension.DimensionFile.Entry;
import io.bidlake.tables.Dimensions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-02-02T00:00:00Z");
  private static final Instant SUNDAY = Instant.parse("2026-02-01T00:00:00Z");

  private final List<Version> known = new ArrayList<>();

  @Test
  void beginsBeforeAllFactsIfNothingElseIsSaid() {
    assertThat(after(named("Oak", null))).containsExactly(version(Instant.EPOCH, "Oak"));
    assertThat(after(named("Oak", SUNDAY))).containsExactly(version(SUNDAY, "Oak"));
  }

  @Test
  void hasANewVersionFromNowOn() {
    known.add(version(Instant.EPOCH, "Oak"));

    assertThat(after(named("Elm", null)))
        .containsExactly(version(Instant.EPOCH, "Oak"), version(NOW, "Elm"));
  }

  @Test
  void staysAsItIsIfNothingIsNew() {
    known.add(version(SUNDAY, "Oak"));
    known.add(version(MONDAY, "Elm"));

    assertThat(after(named("Elm", null))).isEqualTo(known);
    assertThat(after(named("Elm", MONDAY))).isEqualTo(known);
    assertThat(after(named("Oak", SUNDAY))).isEqualTo(known);
    assertThat(after(named("Oak", SUNDAY.plusSeconds(1)))).isEqualTo(known);
    assertThat(after(new Entry("b", Map.of("bidder_id", "b"), Optional.empty()))).isEqualTo(known);
  }

  @Test
  void canLearnOfThePast() {
    known.add(version(MONDAY, "Elm"));

    assertThat(after(named("Oak", SUNDAY)))
        .containsExactly(version(SUNDAY, "Oak"), version(MONDAY, "Elm"));
    assertThat(after(named("Elm", SUNDAY))).containsExactly(version(SUNDAY, "Elm"));
    assertThat(after(named("Ash", MONDAY))).containsExactly(version(MONDAY, "Ash"));
  }

  @Test
  void beginsWithTheLineWithoutATimeIfOthersHaveOne() {
    Entry first = named("Oak", null);
    Entry second = named("Elm", MONDAY);
    List<Version> expected = List.of(version(Instant.EPOCH, "Oak"), version(MONDAY, "Elm"));

    assertThat(after(first, second)).isEqualTo(expected);
    assertThat(after(second, first)).isEqualTo(expected);
    known.addAll(expected);
    assertThat(after(first, second)).isEqualTo(expected);
    assertThat(after(second, first)).isEqualTo(expected);
  }

  @Test
  void keepsWhatALineDoesNotName() {
    known.add(version(SUNDAY, "Oak", "oak.example"));

    assertThat(after(named("Elm", MONDAY)))
        .containsExactly(
            version(SUNDAY, "Oak", "oak.example"), version(MONDAY, "Elm", "oak.example"));

    Map<String, Object> without = new HashMap<>(Map.of("bidder_id", "b"));
    without.put("bidder_domain", null);
    assertThat(after(new Entry("b", without, Optional.of(MONDAY))))
        .containsExactly(version(SUNDAY, "Oak", "oak.example"), version(MONDAY, "Oak", null));
  }

  private List<Version> after(Entry... entries) {
    History history = new History(Dimensions.BIDDER, Dimensions.BIDDER.schema());
    known.forEach(version -> history.addKnown(version.row()));
    history.add(List.of(entries), NOW);
    return history.rows().stream().map(Version::of).toList();
  }

  private static Entry named(String name, Instant from) {
    return new Entry("b", Map.of("bidder_id", "b", "bidder_name", name), Optional.ofNullable(from));
  }

  private static Version version(Instant from, String name) {
    return version(from, name, null);
  }

  private static Version version(Instant from, String name, String domain) {
    return new Version(from, Arrays.asList("b", name, domain));
  }

  private record Version(Instant from, List<Object> values) {

    static Version of(Record row) {
      return new Version(
          ((OffsetDateTime) row.getField("valid_from")).toInstant(),
          Arrays.asList(row.get(0), row.get(1), row.get(2)));
    }

    Record row() {
      Record row = GenericRecord.create(Dimensions.BIDDER.schema());
      for (int i = 0; i < values.size(); i++) {
        row.set(i, values.get(i));
      }
      row.setField("valid_from", from.atOffset(ZoneOffset.UTC));
      return row;
    }
  }
}
