package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidResponse;
import io.bidlake.tables.Tables;
import io.bidlake.testing.SampleEvents;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BidResponseRowsTest {

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @Test
  void givesARowPerBidInTheOrderOfTheTable() {
    BidResponse response = SampleEvents.response("b1", "r1", "seat-1", "seat-2");

    Dataset<Row> rows = rows(response);

    assertThat(rows.columns())
        .containsExactlyElementsOf(
            Tables.BID_RESPONSES.schema().columns().stream().map(NestedField::name).toList());
    Map<String, Object> expected = new HashMap<>();
    expected.put("response_id", "b1");
    expected.put("request_id", "r1");
    expected.put("imp_id", "1");
    expected.put("bidder_id", "seat-1");
    expected.put("bid_price", 1.25);
    expected.put("bid_currency", "USD");
    expected.put("ad_domain", "shoes.example");
    expected.put("creative_id", "creative-1");
    expected.put("deal_id", null);
    expected.put("event_timestamp", Timestamp.from(response.getEventTimestamp()));
    expected.put("received_at", Timestamp.from(LocalSpark.RECEIVED));
    expected.put("bid_id", "bid-seat-1");
    expected.put("campaign_id", null);
    expected.put("bid_ext", null);
    expected.put("response_ext", null);
    expected.put("response_unmapped", null);
    Map<String, Object> second = new HashMap<>(expected);
    second.put("bidder_id", "seat-2");
    second.put("bid_id", "bid-seat-2");
    assertThat(LocalSpark.collect(rows)).containsExactly(expected, second);
  }

  @Test
  void givesNoRowForANoBid() {
    BidResponse emptySeat = SampleEvents.response("b2", "r1", "seat-1");
    emptySeat.getSeatbid().get(0).setBid(List.of());

    assertThat(LocalSpark.collect(rows(SampleEvents.response("b1", "r1"), emptySeat))).isEmpty();
  }

  @Test
  void leavesTheDomainEmptyWhenTheBidHasNone() {
    BidResponse response = SampleEvents.response("b1", "r1", "seat-1");
    response.getSeatbid().get(0).getBid().get(0).setAdomain(List.of());

    assertThat(LocalSpark.collect(rows(response))).singleElement().extracting("ad_domain").isNull();
  }

  @Test
  void decodesEachRecordOnce() {
    String plan =
        rows(SampleEvents.response("b1", "r1", "seat-1"))
            .queryExecution()
            .optimizedPlan()
            .toString();

    assertThat(plan).containsOnlyOnce("from_avro(");
  }

  private static Dataset<Row> rows(BidResponse... responses) {
    return BidResponseRows.of(SPARK.events(BidResponseRows.FIELDS, responses));
  }
}
