package io.bidlake.generator.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Impression;
import io.bidlake.model.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DimensionFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    DimensionFiles.write(temp.resolve("dimensions"));
  }

  @Test
  void nameEveryIdOfTheEvents() throws IOException {
    Set<String> creatives = ids("dim_creative", "creative_id");
    Set<String> campaigns = ids("dim_campaign", "campaign_id");
    Set<String> bidders = ids("dim_bidder", "bidder_id");
    Set<String> publishers = ids("dim_publisher", "publisher_id");
    Set<String> deals = ids("dim_deal", "deal_id");
    Set<String> domains = ids("dim_advertiser", "advertiser_domain");

    SampleFunnels.all()
        .forEach(
            funnel -> {
              assertThat(publishers).contains(publisher(funnel.request()).getId().toString());
              for (Impression impression : funnel.impressions()) {
                assertThat(creatives).contains(impression.getCreativeId().toString());
                assertThat(bidders).contains(impression.getBidderId().toString());
                assertThat(domains).contains(impression.getAdDomain().toString());
              }
              BidResponse response = funnel.response();
              if (response != null) {
                response.getSeatbid().stream()
                    .flatMap(seat -> seat.getBid().stream())
                    .forEach(
                        bid -> {
                          assertThat(campaigns).contains(bid.getCid().toString());
                          if (bid.getDealid() != null) {
                            assertThat(deals).contains(bid.getDealid().toString());
                          }
                        });
              }
            });
  }

  private static Publisher publisher(BidRequest request) {
    if (request.getSite() != null) {
      return request.getSite().getPublisher();
    }
    return request.getApp() != null
        ? request.getApp().getPublisher()
        : request.getDooh().getPublisher();
  }

  @Test
  void referToEachOther() throws IOException {
    assertThat(ids("dim_advertiser", "advertiser_id"))
        .containsExactlyInAnyOrderElementsOf(ids("dim_campaign", "advertiser_id"));
    assertThat(ids("dim_campaign", "campaign_id"))
        .containsExactlyInAnyOrderElementsOf(ids("dim_creative", "campaign_id"));
  }

  private Set<String> ids(String table, String column) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(temp.resolve("dimensions").resolve(table + ".jsonl"))) {
      JsonNode value = JSON.readTree(line).path(column);
      assertThat(value.isTextual()).as(line).isTrue();
      ids.add(value.asText());
    }
    return ids;
  }
}
