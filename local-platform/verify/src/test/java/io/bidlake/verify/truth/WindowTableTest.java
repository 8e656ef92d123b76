package io.bidlake.verify.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.tables.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTableTest {

  /** What the tables divide by, or name a time by. */
  private static final List<String> COUNTS =
      List.of(
          "requests",
          "events",
          "bids with a floor",
          "gaps",
          "impressions",
          "won",
          "billed",
          "rendered",
          "priced");

  static Stream<WindowTable> tables() {
    return WindowTable.ALL.stream();
  }

  @Test
  void areAllTablesOfWindows() {
    assertThat(tables().map(table -> table.layout().table()).toList()).isEqualTo(Tables.WINDOWS);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void saysWhatEachColumnBesideTheKeyHolds(WindowTable table) {
    List<String> key =
        table.layout().identity().stream().map(table.layout().columns()::get).toList();
    List<String> others = new ArrayList<>(table.layout().columns());
    others.removeAll(key);

    assertThat(key).hasSizeGreaterThan(1).startsWith("window_start");
    assertThat(table.columnNames()).isEqualTo(others);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void hasValuesOfTheTypesOfItsColumns(WindowTable table) {
    Cell cell = new Cells(table).at(Traffic.NOON, "a").get(0);
    Topics.ALL.forEach(topic -> cell.count(topic, 2));
    cell.pay(3);
    for (String what : List.of("bid_price_", "clearing_price_", "delay")) {
      cell.price(what, 3);
    }
    COUNTS.forEach(what -> cell.count(what, 2));

    List<NestedField> columns =
        table.columnNames().stream().map(table.layout().table().schema()::findField).toList();
    for (int i = 0; i < columns.size(); i++) {
      Class<?> type =
          switch (columns.get(i).type().typeId()) {
            case LONG, TIMESTAMP -> Long.class;
            case STRING -> String.class;
            default -> Double.class;
          };
      Object value = table.valuesOf(cell).get(i);
      if (value instanceof Expected && !(value instanceof Near)) {
        continue;
      }
      assertThat(value instanceof Near near ? Double.valueOf(near.exact()) : value)
          .as(columns.get(i).name())
          .isInstanceOf(type);
    }
  }

  @Test
  void knowsShapesJobsAndTopics() {
    assertThat(WindowTable.GEO)
        .matches(table -> table.length().equals(Duration.ofHours(1)))
        .matches(table -> table.slide().equals(Duration.ofHours(1)));
    assertThat(WindowTable.BIDDER)
        .matches(table -> table.length().equals(Duration.ofMinutes(5)))
        .matches(table -> table.slide().equals(Duration.ofMinutes(1)));
    assertThat(WindowTable.FUNNEL)
        .matches(table -> table.length().equals(Duration.ofHours(1)))
        .matches(table -> table.slide().equals(Duration.ofHours(1)));
    assertThat(WindowTable.jobs()).containsExactly("aggregation", "funnel", "auction");
    assertThat(WindowTable.topicsOf("aggregation"))
        .isEqualTo(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS));
    assertThat(WindowTable.topicsOf("funnel")).isEqualTo(Topics.FUNNEL);
    assertThat(WindowTable.topicsOf("auction")).containsExactlyInAnyOrderElementsOf(Topics.ALL);
  }

  @Test
  void isFinalWhenNoEventOfTheWindowCanComeAnyMore() {
    CellKey noon = new CellKey(Traffic.NOON * 1000, List.of("a"));

    assertThat(WindowTable.GEO.finalAt(noon, Traffic.RULES))
        .isEqualTo(Traffic.NOON + Traffic.HOUR - 1);
    assertThat(WindowTable.BIDDER.finalAt(noon, Traffic.RULES))
        .isEqualTo(Traffic.NOON + 5 * Traffic.MINUTE - 1);
    assertThat(WindowTable.FUNNEL.finalAt(noon, Traffic.RULES))
        .isEqualTo(Traffic.NOON + Traffic.HOUR - 1 + 75_000);
  }

  @Test
  void doesNotUseEventsOfOtherTopics() {
    assertThat(Topics.ALL.stream().filter(WindowTable.GEO::uses).toList())
        .isEqualTo(List.of(Topics.BID_REQUESTS, Topics.IMPRESSIONS));
    assertThat(Topics.ALL.stream().filter(WindowTable.BIDDER::uses).toList())
        .isEqualTo(List.of(Topics.IMPRESSIONS));
  }
}
