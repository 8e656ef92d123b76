package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.generator.funnel.Funnel;
import io.bidlake.generator.funnel.FunnelFactory;
import io.bidlake.generator.funnel.FunnelRates;
import io.bidlake.generator.funnel.SampleFunnels;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FunnelJsonTest {

  private static final long TIME = 1_770_076_800_000L;

  @Test
  void writesPlainOpenRtbOnOneLine() throws IOException {
    Funnel funnel = funnel(new FunnelRates(1, 0, 1, 1));
    String line = FunnelJson.of(funnel);
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).doesNotContain("\n").doesNotContain("null");
    assertThat(json.at("/bid_request/id").asText()).isEqualTo(funnel.request().getId().toString());
    assertThat(json.at("/bid_request/event_timestamp").asText())
        .isEqualTo("2026-02-03T00:00:00.000Z");
    assertThat(json.at("/bid_request/imp/0/bidfloor").isNumber()).isTrue();
    assertThat(json.at("/bid_request/device/geo/country").asText()).hasSize(3);
    assertThat(json.at("/bid_response/seatbid/0/bid/0/price").asDouble()).isPositive();
    assertThat(json.at("/impressions").size()).isEqualTo(funnel.impressions().size());
    assertThat(json.at("/impressions/0/response_id").asText())
        .isEqualTo(json.at("/bid_response/bidid").asText());
    assertThat(json.at("/clicks/0/impression_id").isTextual()).isTrue();
  }

  @Test
  void leavesOutWhatIsAbsentButKeepsTheFourParts() throws IOException {
    JsonNode json = new ObjectMapper().readTree(FunnelJson.of(funnel(new FunnelRates(0, 0, 0, 0))));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("bid_request", "bid_response", "impressions", "clicks");
    assertThat(json.get("bid_response").isNull()).isTrue();
    assertThat(json.get("impressions").isEmpty()).isTrue();
    assertThat(json.at("/bid_request/wseat").isMissingNode()).isTrue();
  }

  @Test
  void aNoBidKeepsItsEmptySeatbid() throws IOException {
    JsonNode json = new ObjectMapper().readTree(FunnelJson.of(funnel(new FunnelRates(0, 1, 0, 0))));

    assertThat(json.at("/bid_response/seatbid").isEmpty()).isTrue();
    assertThat(json.at("/bid_response/seatbid").isArray()).isTrue();
    assertThat(json.at("/bid_response/nbr").isInt()).isTrue();
  }

  private static Funnel funnel(FunnelRates rates) {
    return new FunnelFactory(SampleFunnels.MARKET, 1, SampleFunnels.TRAFFIC, rates).funnel(0, TIME);
  }
}
