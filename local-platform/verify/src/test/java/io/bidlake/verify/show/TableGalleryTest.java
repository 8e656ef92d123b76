package io.bidlake.verify.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.kafka.KafkaEntry;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class TableGalleryTest {

  private final TestLake lake = new TestLake();

  @Test
  void showsFiguresAndASampleOfEachTable() {
    TestKafka kafka = new TestKafka();
    List<KafkaEntry> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(kafka.send(Events.impression("request-" + i, "impression-" + i, i)));
    }
    lake.append(TestLake.rowsOf(kafka, sent));

    String text = TableGallery.of(lake.catalog(), "db", List.of(), 2).asText(120);

    assertThat(text.lines().filter(line -> line.startsWith("| impressions ")))
        .singleElement()
        .asString()
        .contains("|    5 |     1 |            0 |", "kB |");
    assertThat(text).contains("impression-0 ", "impression-1 ").doesNotContain("impression-2");
    assertThat(text).contains("not shown:").contains("creative_id");
    assertThat(text.lines().filter(line -> line.startsWith("|")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void showsTheTablesOfOtherNamespacesByTheirWholeNames() {
    Namespace landing = Namespace.of("landing");
    ((SupportsNamespaces) lake.catalog()).createNamespace(landing);
    Schema schema = new Schema(NestedField.required(1, "viewed", LongType.get()));
    for (String name : List.of("views", "clicks")) {
      lake.catalog().createTable(TableIdentifier.of(landing, name), schema);
    }

    String text =
        TableGallery.of(lake.catalog(), "db", List.of("nowhere", "landing", "db"), 1).asText(120);

    assertThat(text.lines().filter(line -> line.startsWith("| landing.")))
        .satisfiesExactly(
            line -> assertThat(line).contains("| landing.clicks ", " 0 B |"),
            line -> assertThat(line).contains("| landing.views ", " 0 B |"));
    assertThat(text).containsOnlyOnce("| clicks ").contains("landing.views");
  }

  @Test
  void listsTheTablesInTheOrderInWhichTheyAreDefined() {
    String text = TableGallery.of(lake.catalog(), "db", List.of(), 0).asText(120);

    assertThat(text)
        .containsSubsequence(
            "bid_requests ",
            "bid_requests_enriched",
            "bid_responses",
            "impressions",
            "clicks",
            "dead_letters");
  }
}
