package io.bidlake.verify.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidResponse;
import io.bidlake.verify.TestFeed;
import io.bidlake.verify.layout.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseTest {

  private static final String BID = "{'impid':'1','price':1}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'r','seatbid':[{'seat':'a','bid':[BID]},{'bid':[BID]}]}|r~a r~",
        "{'id':'r','seatbid':[{'seat':'a'},{'seat':'b','bid':BID},{'seat':'a','bid':BID}]}|r~a r~b",
        "{'id':'r','seatbid':[[],{'seat':''}]}|r~",
        "{'id':'r','nbr':1}|r~",
        "{'id':'r','bidid':'b','seatbid':[{'bid':BID},{'seat':'a','bid':BID}]}|b",
        "{'id':'r','bidid':{},'seatbid':[]}|r~"
      })
  void isNamedByItsSeats(String json, String ids) {
    assertThat(ids(TestFeed.responses(null), json)).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'r','seatbid':[{'seat':'a','bid':[BID]},{'bid':[BID]},{'seat':'d'}]}|r~a r~d",
        "{'id':'r','nbr':1}|r~d",
        "{'id':'r','bidid':'b','seatbid':[{'bid':BID}]}|b"
      })
  void isNamedByTheFeedWhereItNamesNoSeat(String json, String ids) {
    TestFeed feed = TestFeed.responses("d");

    assertThat(ids(feed, json)).isEqualTo(ids);
    assertThat(feed.read(quoted(json)).of(Layout.BID_RESPONSES))
        .allSatisfy(row -> assertThat(String.valueOf(row.get("bidder_id"))).matches("a|d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'r','seatbid':5}|INVALID_FIELD",
        "{'id':'r','seatbid':['x']}|INVALID_FIELD",
        "{'id':'r','seatbid':[{'bid':'x'}]}|INVALID_FIELD",
        "{'id':'r','seatbid':[{'bid':[5]}]}|INVALID_FIELD",
        "{'id':'r','seatbid':{'bid':{'impid':1,'price':'x'}}}|INVALID_FIELD",
        "{'id':'r','seatbid':{'bid':{'impid':1,'price':{}}}}|INVALID_FIELD",
        "{'id':'r','seatbid':{'bid':{'impid':1,'price':null}}}|MISSING_FIELD",
        "{'id':'r','seatbid':{'bid':{'impid':'','price':1}}}|MISSING_FIELD",
        "{'id':'r','seatbid':{'bid':[]},'seatbid':{'bid':[[]]}}|MISSING_FIELD",
        "{'id':'r','seatbid':{'bid':[{'impid':1},{'impid':1,'price':'x'}]}}|MISSING_FIELD",
        "{'id':'r','seatbid':{'bid':[{'price':'x'},{}]}}|INVALID_FIELD",
        "{'id':{},'bidid':'b','seatbid':{'bid':BID}}|MISSING_FIELD",
        "{'seatbid':{'bid':BID},'ts':'x'}|INVALID_FIELD"
      })
  void isADeadLetterWithoutWhatABidNeeds(String json, String reason) {
    assertThat(TestFeed.responses(null).read(quoted(json)).reasons())
        .containsExactly("1 " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"'eur '|EUR|null", "''|USD|null", "['EUR']|USD|{'/cur':['EUR']}", "7|7|null"})
  void hasACurrency(String json, String currency, String unmapped) {
    BidResponse response =
        TestFeed.responses(null)
            .read(quoted("{'id':'r','cur':" + json + "}"))
            .only(BidResponse.class);

    assertThat(String.valueOf(response.getCur())).isEqualTo(currency);
    assertThat(String.valueOf(response.getUnmapped())).isEqualTo(unmapped.replace('\'', '"'));
  }

  @Test
  void carriesAllOfItInEachPart() {
    List<?> events =
        TestFeed.responses(null)
            .read(
                quoted(
                    "{'id':'r','ext':{ },'customdata':1,'nbr':'2',"
                        + "'seatbid':[{'seat':'a','bid':{'impid':1,'price':0,'x':1,'ext':{'k':1},"
                        + "'id':'i','cid':'c'}},{'seat':'b','bid':[{'impid':1,'price':'-1e0'}]}]}"))
            .events();

    assertThat(events)
        .hasSize(2)
        .allSatisfy(
            event -> {
              BidResponse response = (BidResponse) event;
              assertThat(String.valueOf(response.getUnmapped()))
                  .isEqualTo("{\"/customdata\":1,\"/seatbid/0/bid/x\":1}");
              assertThat(String.valueOf(response.getExt())).isEqualTo("{ }");
              assertThat(response.getNbr()).isEqualTo(2);
              assertThat(response.getSeatbid()).hasSize(1);
            });
  }

  private static String ids(TestFeed feed, String json) {
    return String.join(
        " ",
        feed.read(quoted(json)).events().stream()
            .map(event -> ((BidResponse) event).getBidid().toString())
            .toList());
  }

  private static String quoted(String json) {
    return json.replace("BID", BID).replace('\'', '"');
  }
}
