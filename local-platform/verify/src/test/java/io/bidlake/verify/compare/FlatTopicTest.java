package io.bidlake.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.verify.Events;
import io.bidlake.verify.Sale;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.TestLake;
import io.bidlake.verify.compare.Reconciliation.Outcome;
import io.bidlake.verify.enrichment.TestEnrichments;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.report.Report.Difference;
import io.bidlake.verify.report.Report.TableResult;
import io.bidlake.verify.report.Report.TopicResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flat topic that nothing in the main code knows. */
class FlatTopicTest {

  private static final Layout SALES = Layout.of(Sale.TABLE);
  private static final long NOON = Events.NOON.toEpochMilli() * 1000;

  private final TestKafka kafka = new TestKafka(Sale.SCOPE);
  private final TestLake lake = new TestLake();
  private final Map<String, Object> row = new HashMap<>();

  @BeforeEach
  void oneSale() {
    lake.create(Sale.TABLE);
    kafka.send(Sale.of("r", "s", 9.5));
    row.put("sale_id", "s");
    row.put("request_id", "r");
    row.put("click_id", "click-r");
    row.put("items", 3);
    row.put("points", null);
    row.put("is_first", true);
    row.put("amount", 9.5);
    row.put("tip", null);
    row.put("discount", 0.25);
    row.put("currency", "EUR");
    row.put("event_timestamp", NOON + 20_000_000);
    row.put("received_at", NOON + 2_000_000);
  }

  @Test
  void isReadAndComparedLikeThoseOfBidlake() {
    lake.append(SALES, List.of(row));

    Outcome outcome = verify();

    assertThat(outcome.differences()).isEmpty();
    assertThat(outcome.topics()).last().isEqualTo(new TopicResult("sales", 1, 0, 0));
    assertThat(outcome.tables())
        .extracting(TableResult::table)
        .containsExactly(
            "bid_requests",
            "bid_requests_enriched",
            "bid_responses",
            "impressions",
            "clicks",
            "notices",
            "sales",
            "dead_letters");
    assertThat(sales(outcome).agrees()).isTrue();
    assertThat(sales(outcome).total().lakeRows()).isEqualTo(1);
    assertThat(sales(outcome).moneyColumn()).isEqualTo("amount");
    assertThat(sales(outcome).total().kafkaMoney()).isEqualTo(9.5);
  }

  static Stream<String> columns() {
    return SALES.columns().stream().filter(column -> !column.equals("sale_id"));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void differsInEachColumn(String column) {
    row.compute(column, (name, value) -> another(name, value));
    lake.append(SALES, List.of(row));

    Outcome outcome = verify();

    assertThat(sales(outcome).total().differingIds()).isEqualTo(1);
    assertThat(outcome.differences())
        .singleElement()
        .extracting(Difference::what)
        .asString()
        .startsWith("differs: %s is ".formatted(column));
  }

  @Test
  void isNamedByItsId() {
    row.put("sale_id", "another");
    lake.append(SALES, List.of(row));

    assertThat(verify().differences())
        .extracting(Difference::id, Difference::what)
        .containsExactlyInAnyOrder(
            tuple("s", "missing: 1 row in Kafka (sales-0@0), none in the lake"),
            tuple("another", "unexpected: 1 row in the lake, none in Kafka"));
  }

  @Test
  void takesNoValueForTheDefaultOfAField() {
    Sale sale = Sale.of("r", "in dollars", 1);
    sale.set("currency", new Utf8("USD"));
    kafka.send(sale);
    Map<String, Object> older = new HashMap<>(row);
    older.put("sale_id", "in dollars");
    older.put("amount", 1.0);
    older.put("received_at", NOON + 2_001_000);
    older.put("currency", null);
    lake.table(SALES).updateSchema().makeColumnOptional("currency").commit();
    lake.append(SALES, List.of(row, older));

    assertThat(verify().differences()).isEmpty();
  }

  @Test
  void hasDeadLetters() {
    kafka.sendBytes(Sale.TOPIC, new byte[] {1});
    lake.append(SALES, List.of(row));

    Outcome outcome = verify();

    assertThat(outcome.topics()).last().isEqualTo(new TopicResult("sales", 2, 1, 0));
    assertThat(outcome.differences())
        .singleElement()
        .extracting(Difference::id)
        .isEqualTo("sales/0/1/-");
  }

  private Outcome verify() {
    return new Reconciliation(
            Sale.SCOPE,
            kafka,
            kafka.avro(),
            TestLake.LIMITS,
            TestEnrichments.usual(),
            lake.pinned(Sale.SCOPE),
            (entry, event) -> {},
            ComparedRows.ALL)
        .run();
  }

  private static TableResult sales(Outcome outcome) {
    return outcome.tables().get(Sale.SCOPE.tables().indexOf(SALES));
  }

  private static Object another(String column, Object value) {
    if (value == null) {
      return column.equals("points") ? (Object) 7L : (Object) 7.0;
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Long micros) {
      return micros + 1;
    }
    return value instanceof Double amount ? (Object) (amount + 1) : (Object) (value + "!");
  }
}
