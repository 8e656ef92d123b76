package io.bidlake.verify.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Feed;
import io.bidlake.model.Topics;
import io.bidlake.verify.TestFeed;
import io.bidlake.verify.layout.Layout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept although no field has it. */
class UnmappedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'imp':[],'x':{ 'a' : 1 },'y':''}|{'/x':{ 'a' : 1 },'/y':''}",
        "{'x':null,'imp':[],'y':[]}|{'/y':[]}",
        "{'imp':[]}|null",
        "{'imp':[null,{'metric':1}]}|{'/imp/1/metric':1}",
        "{'imp':{'metric':1}}|{'/imp/metric':1}",
        "{'imp':[],'x':1,'y':2,'x':3}|{'/y':2,'/x':3}",
        "{'imp':[],'a/b~c':1,'q\\'\\u0001é':2}|{'/a~1b~0c':1,'/q\\'\\u0001é':2}",
        "{'imp':[],'unmapped':1,'event_timestamp':null,'ts':'','time':1772366399}|{'/unmapped':1}",
        "{'imp':[],'user':{'ts':1,'kwarray':['a'],'yob':1900}}|{'/user/ts':1,'/user/yob':1900}",
        "{'imp':[{'banner':{'ext':{},'format':[{'w':1},{'w':1,'h':2,'x':3}]}}]}"
            + "|{'/imp/0/banner/ext':{},'/imp/0/banner/format/0':{'w':1},"
            + "'/imp/0/banner/format/1/x':3}",
        "{'imp':[],'user':{'eids':[{'uids':[{'a':1},{'id':5,'b':2},'x']},7]}}"
            + "|{'/user/eids/0/uids/0':{'a':1},'/user/eids/0/uids/1/b':2,"
            + "'/user/eids/0/uids/2':'x','/user/eids/1':7}",
        "{'imp':[{'video':{'protocol':[3,'x']}}]}|{'/imp/0/video/protocol/1':'x'}",
        "{'imp':[],'user':{'ext':{'eids':[{'x':1,'uids':[{}]}]}}}|null",
        "{'imp':[],'cur':['EUR',{}],'user':{'keywords':['a',['b']]}}"
            + "|{'/cur/1':{},'/user/keywords/1':['b']}",
        "{'imp':[],'bcat':{}}|{'/bcat':{}}",
        "{'imp':[],'user':{'eids':'x'}}|{'/user/eids':'x'}",
        "{'request':{'imp':[],'x':1},'y':2}|{'/x':1}",
        "{'imp':[],'site':{'content':{'a':[1, 2]}},'app':{}}|{'/site/content':{'a':[1, 2]}}"
      })
  void isWhatHasNoPlaceOrCannotBeRead(String json, String unmapped) {
    assertThat(unmapped(TestFeed.openRtb(), json)).isEqualTo(unmapped.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/user/yob|{'/user/yobs':2,'/user/data':{'yob':3},'/imp/0/metric':4,'/tmax':'x'}",
        "/user|{'/imp/0/metric':4,'/tmax':'x'}",
        "/imp/metric|{'/user/yob':1,'/user/yobs':2,'/user/data':{'yob':3},'/tmax':'x'}",
        "/imp/0|{'/user/yob':1,'/user/yobs':2,'/user/data':{'yob':3},'/imp/0/metric':4,'/tmax':'x'}",
        "/tmax|{'/user/yob':1,'/user/yobs':2,'/user/data':{'yob':3},'/imp/0/metric':4}",
        "/|null"
      })
  void isWithoutWhatIsLeftOut(String leftOut, String unmapped) {
    Feed feed = new Feed(null, "USD", Feed.DEFAULTS.impressionOn(), List.of(), List.of(leftOut));
    TestFeed requests = new TestFeed(feed, List.of(Topics.BID_REQUESTS), TestFeed.RECEIVED);

    assertThat(
            unmapped(
                requests,
                "{'user':{'yob':1,'yobs':2,'data':{'yob':3}},'imp':[{'metric':4}],'tmax':'x'}"))
        .isEqualTo(unmapped.replace('\'', '"'));
  }

  @Test
  void isInTheTable() {
    var read = TestFeed.openRtb().read("{\"imp\":[{\"ext\":{\"a\": 1}}],\"x\":1,\"ext\":[2]}");

    assertThat(read.of(Layout.BID_REQUESTS_ENRICHED).get(0))
        .satisfies(
            row -> {
              assertThat(String.valueOf(row.get("imp_ext"))).isEqualTo("{\"a\": 1}");
              assertThat(String.valueOf(row.get("request_ext"))).isEqualTo("[2]");
              assertThat(String.valueOf(row.get("request_unmapped"))).isEqualTo("{\"/x\":1}");
            });
  }

  private static String unmapped(TestFeed feed, String json) {
    return String.valueOf(feed.read(json.replace('\'', '"')).only(BidRequest.class).getUnmapped());
  }
}
