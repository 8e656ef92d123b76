package io.bidlake.verify.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Feed;
import io.bidlake.model.Topics;
import io.bidlake.verify.TestFeed;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document is, and what is in it. */
class KindTest {

  private static final TestFeed BOTH = TestFeed.openRtb();
  private static final TestFeed RESPONSES = TestFeed.responses(null);
  private static final TestFeed REQUESTS =
      new TestFeed(Feed.DEFAULTS, List.of(Topics.BID_REQUESTS), TestFeed.RECEIVED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'imp':null}|request",
        "{'site':{}}|request",
        "{'app':{'id':1}}|request",
        "{'dooh':{}}|request",
        "{'site':[]}|1 UNKNOWN_EVENT",
        "{'site':{},'site':1}|1 UNKNOWN_EVENT",
        "{'id':1,'seatbid':null}|response",
        "{'id':1,'nbr':null}|response",
        "{'id':1,'bidid':null}|response",
        "{'nbr':1}|",
        "{'seatbid':[]}|",
        "{'imp':[],'nbr':1}|1 UNKNOWN_EVENT",
        "{'site':{},'seatbid':[]}|1 UNKNOWN_EVENT",
        "{}|1 UNKNOWN_EVENT",
        "{'id':1}|1 UNKNOWN_EVENT",
        "{'id':1,'device':null}|request",
        "{'id':1,'tmax':1}|request",
        "{'device':{}}|1 UNKNOWN_EVENT",
        "{'openrtb':{'ver':'3.0','request':{}}}|1 UNKNOWN_EVENT",
        "{'request':{}}|request",
        "{'response':{'id':1}}|response",
        "{'response':{}}|",
        "{'request':{'seatbid':[]}}|1 UNKNOWN_EVENT",
        "{'request':{'imp':[],'nbr':1}}|1 UNKNOWN_EVENT",
        "{'response':{'imp':[]}}|1 UNKNOWN_EVENT",
        "{'request':7,'req':{'imp':[]}}|request",
        "{'request':'{}','response':'{\"id\":1}'}|request,response",
        "{'request':' {}'}|1 UNKNOWN_EVENT",
        "{'request':'[{},{\"imp\":[]},3]'}|request,request,1 UNKNOWN_EVENT",
        "{'request':'[]'}|1 UNKNOWN_EVENT",
        "{'request':'{'}|1 MALFORMED",
        "{'request':'{} {}'}|1 MALFORMED",
        "{'request':'{','response':{'id':1}}|1 MALFORMED,response",
        "{'request':[]}|1 UNKNOWN_EVENT",
        "{'request':[],'req':{}}|request",
        "{'request':[{},{'imp':[]},3,null,[{}]]}|request,request"
            + ",1 UNKNOWN_EVENT,1 UNKNOWN_EVENT,1 UNKNOWN_EVENT",
        "{'request':[{'seatbid':[]}]}|1 UNKNOWN_EVENT",
        "{'request':[7],'req':{}}|1 UNKNOWN_EVENT",
        "{'response':[{'id':1},{'id':2,'nbr':1}],'request':[{}]}|request,response,response",
        "{'body':[],'event':[{'imp':[]},{'id':1,'nbr':1}]}|request,response",
        "{'body':[{'request':{'imp':[]}}]}|1 UNKNOWN_EVENT",
        "{'body':{'imp':[]}}|request",
        "{'payload':'{\"id\":1,\"nbr\":2}'}|response",
        "{'data':{'id':1,'at':1}}|request",
        "{'data':{'request':{'imp':[]}}}|1 UNKNOWN_EVENT",
        "{'message':{},'event':{'imp':[]}}|1 UNKNOWN_EVENT",
        "{'body':{'imp':[]},'req':{}}|request",
        "{'body':'[{\"imp\":[]},{\"id\":1,\"nbr\":1}]'}|request,response"
      })
  void isToldByKeys(String json, String outcome) {
    assertThat(outcome(BOTH, json)).isEqualTo(outcome == null ? "" : outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|",
        "{'id':1}|response",
        "{'id':1,'device':{}}|response",
        "{'hello':1}|1 UNKNOWN_EVENT",
        "{'imp':[]}|1 UNKNOWN_EVENT",
        "{'body':{'id':1}}|response",
        "{'request':{},'response':{'seatbid':[]}}|1 UNKNOWN_EVENT"
      })
  void isANoBidWhereOnlyResponsesAre(String json, String outcome) {
    assertThat(outcome(RESPONSES, json)).isEqualTo(outcome == null ? "" : outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':1,'nbr':2}|1 UNKNOWN_EVENT",
        "{'nbr':2}|1 UNKNOWN_EVENT",
        "{'request':{},'response':{}}|request,1 UNKNOWN_EVENT",
        "{'response':'{'}|1 MALFORMED",
        "{'request':{},'response':'<html>'}|request,1 INVALID_FIELD"
      })
  void isUnknownWhereNoTopicTakesIt(String json, String outcome) {
    assertThat(outcome(REQUESTS, json)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'request': {'imp':1}, 'x':[], 'response': {'id':2}}"
            + "|1 INVALID_FIELD {'request': {'imp':1}, 'x':[], 'response': null}",
        "{'request':{'id':1},'response':'{'}|1 MALFORMED {'request':null,'response':'{'}",
        "{'response':{'seatbid':5},'request':{'imp':5}}"
            + "|1 INVALID_FIELD {'response':null,'request':{'imp':5}};"
            + "1 INVALID_FIELD {'response':{'seatbid':5},'request':null}",
        "{'request':{'imp':1}}|1 INVALID_FIELD {'request':{'imp':1}}",
        "{'request':'[3]'}|1 UNKNOWN_EVENT {'request':'[3]'}",
        "{'request':'[{},3,[]]'}|1 UNKNOWN_EVENT 3;1 UNKNOWN_EVENT []",
        "{'request':[3],'response':{'id':1}}|1 UNKNOWN_EVENT {'request':[3],'response':null}",
        "{'request':[ {}, [ 4 ],{'imp':1}],'response':{'id':1}}"
            + "|1 UNKNOWN_EVENT [ 4 ];1 INVALID_FIELD {'imp':1}",
        "{'request':{'imp':1}, 'response':[ {'id':1} ]}"
            + "|1 INVALID_FIELD {'request':{'imp':1}, 'response':null}"
      })
  void isALetterWithoutTheHalfThatWasFine(String json, String letters) {
    assertThat(String.join(";", BOTH.read(quoted(json)).letters())).isEqualTo(quoted(letters));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'at':1,'request':{},'response':'<html>502</html>'}"
            + "|{'at':1,'request':null,'response':'<html>502</html>'}",
        "{'response':[{'id':1}],'request':' {}'}|{'response':null,'request':' {}'}",
        "{'request':'[{},{}]','res':7,'resp':'e30='}|{'request':null,'res':7,'resp':'e30='}",
        "{'request':{},'res':'x','resp':'y'}|{'request':null,'res':'x','resp':'y'}"
      })
  void isALetterForATextThatIsNoDocumentBesideAHalfThatIsOne(String json, String payload) {
    assertThat(BOTH.read(quoted(json)).letters())
        .containsExactly("1 INVALID_FIELD " + quoted(payload));
  }

  @Test
  void isALetterWithoutTheTextInThePlaceOfTheOtherHalf() {
    assertThat(BOTH.read(quoted("{'request':{'imp':1},'response':'<html>'}")).letters())
        .containsExactly(
            quoted("1 INVALID_FIELD {'request':{'imp':1},'response':null}"),
            quoted("1 INVALID_FIELD {'request':null,'response':'<html>'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'request':{},'response':502}|request",
        "{'request':{},'response':true}|request",
        "{'request':{},'response':null}|request",
        "{'request':{},'response':[]}|request",
        "{'request':{},'response':'  '}|request",
        "{'request':{},'body':'<html>'}|request",
        "{'request':{},'response':'<html>','res':{'id':1}}|request,response",
        "{'request':'<html>','body':{'imp':[]}}|request",
        "{'imp':[],'response':'<html>'}|request",
        "{'request':'<html>','response':'<html>'}|1 UNKNOWN_EVENT",
        "{'response':'<html>'}|1 UNKNOWN_EVENT"
      })
  void isNoLetterForAnythingElseThatIsNoDocument(String json, String outcome) {
    assertThat(outcome(BOTH, json)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'request':{'id':'r'},'response':{'bidid':'b','seatbid':{'bid':{'impid':1,'price':1}}}}|r",
        "{'response':{'nbr':1},'request':{'id':'r'}}|r",
        "{'request':{'id':'r'},'response':{'id':'s','nbr':1}}|s",
        "{'request':'[{\"id\":\"r\"},{\"id\":\"s\"}]','response':{'nbr':1}}|r",
        "{'request':[{'id':'r'},{'id':'s'}],'response':[{'nbr':1}]}|r",
        "{'request':{'id':'r','imp':5},'response':{'nbr':1}}|r"
      })
  void givesAResponseTheIdOfItsRequest(String json, String id) {
    List<BidResponse> responses =
        BOTH.read(quoted(json)).events().stream()
            .filter(BidResponse.class::isInstance)
            .map(BidResponse.class::cast)
            .toList();

    assertThat(responses).singleElement().extracting(it -> it.getId().toString()).isEqualTo(id);
  }

  private static String outcome(TestFeed feed, String json) {
    TestFeed.Read read = feed.read(quoted(json));
    // Letters come last here, but where the request is the one that is bad.
    String events =
        read.events().stream()
            .map(event -> event instanceof BidRequest ? "request" : "response")
            .collect(Collectors.joining(","));
    String letters = String.join(",", read.reasons());
    boolean lettersFirst = json.contains("'request':'{','response'");
    String first = lettersFirst ? letters : events;
    String then = lettersFirst ? events : letters;
    return first.isEmpty() || then.isEmpty() ? first + then : first + "," + then;
  }

  private static String quoted(String json) {
    String escaped = json.replace("\"", "\\\"");
    return escaped.replace('\'', '"');
  }
}
