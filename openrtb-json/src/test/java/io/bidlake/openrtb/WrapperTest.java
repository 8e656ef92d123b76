package io.bidlake.openrtb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Feed;
import io.bidlake.model.Topic;
import io.bidlake.model.TopicFormat;
import io.bidlake.openrtb.json.Documents;
import io.bidlake.tables.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in wrappers: arrays of them, and what is none. */
class WrapperTest {

  private static final long RECEIVED_AT = 1_772_366_400_000L;
  private static final Instant TIME = Instant.ofEpochSecond(1_772_366_399);

  private static Collected decoded(String json) {
    Collected decoded = new Collected();
    new Documents(
            Feed.DEFAULTS, TopicFormat.OPENRTB_JSON.topics().stream().map(Topic::name).toList())
        .decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED_AT, decoded);
    return decoded;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id':'a','imp':[]},{'id':'b'}]",
        " [ {'id':'a'} , {'id':'b','x':[1]} ] ",
        "'[{\\'id\\':\\'a\\'},{\\'id\\':\\'b\\'}]'"
      })
  void areTakenFromArrays(String requests) {
    Collected decoded =
        decoded(
            "{'ts':1772366399,'requests':[1],'request':"
                + requests
                + ",'response':[{'seatbid':[{'seat':'s'}]},{'id':'c','nbr':1}]}");

    assertThat(decoded.letters).isEmpty();
    assertThat(decoded.events)
        .extracting(
            event ->
                event instanceof BidRequest request
                    ? request.getId() + " " + request.getEventTimestamp()
                    : ((BidResponse) event).getBidid()
                        + " "
                        + ((BidResponse) event).getEventTimestamp())
        .containsExactly("a " + TIME, "b " + TIME, "a~s " + TIME, "c~ " + TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"body", "payload", "data", "message", "event"})
  void areTakenFromArraysOfEitherKind(String key) {
    Collected decoded =
        decoded("{'" + key + "':[{'id':'a','imp':[]},3,{'id':'b','nbr':1},{'request':{}},[{}]]}");

    assertThat(decoded.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("BidRequest", "BidResponse");
    assertThat(decoded.letters)
        .extracting(Collected.Letter::reason, Collected.Letter::payload)
        .containsExactly(
            tuple(Reason.UNKNOWN_EVENT, "3"),
            tuple(Reason.UNKNOWN_EVENT, "{\"request\":{}}"),
            tuple(Reason.UNKNOWN_EVENT, "[{}]"));
    assertThat(decoded.letters).extracting(Collected.Letter::document).containsOnly(1);
  }

  @Test
  void areNotInEmptyArrays() {
    Collected decoded = decoded("{'request':[ ],'req':{'id':'a'}}{'request':[]}");

    assertThat(decoded.events).hasSize(1);
    assertThat(decoded.faults()).containsExactly("2 UNKNOWN_EVENT");
    assertThat(decoded("{'request':'[ ]','response':{'id':'a'}}{'body':'[]'}").faults())
        .containsExactly("1 UNKNOWN_EVENT", "2 UNKNOWN_EVENT");
  }

  @Test
  void keepAnArrayThatIsAFieldAndNoMore() {
    Collected decoded = decoded("{'data':[{'x':1}],'event':'x','response':'y','imp':[]}");

    assertThat(decoded.letters).isEmpty();
    assertThat(((BidRequest) decoded.events.get(0)).getUnmapped().toString())
        .isEqualTo("{\"/data\":[{\"x\":1}],\"/event\":\"x\",\"/response\":\"y\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'request':{'id':'a'},'response':'<html>502</html>'} |"
            + " {'request':null,'response':'<html>502</html>'} | BidRequest |"
            + " response must be JSON, was '<html>502</html>'",
        "{'req':'e30=','resp':[{'id':'a'}]} | {'req':'e30=','resp':null} | BidResponse |"
            + " req must be JSON, was 'e30='",
        "{'res':'x','request':'{}','resp':'y'} | {'res':'x','request':null,'resp':'y'} |"
            + " BidRequest | res must be JSON, was 'x'",
      })
  void areNotDroppedWhereOneHalfIsSomeOtherText(
      String json, String payload, String event, String error) {
    Collected decoded = decoded(json);

    assertThat(decoded.events)
        .extracting(it -> it.getClass().getSimpleName())
        .containsExactly(event);
    assertThat(decoded.letters)
        .containsExactly(
            new Collected.Letter(
                1, Reason.INVALID_FIELD, error.replace('\'', '"'), payload.replace('\'', '"')));
  }

  @Test
  void areTwoLettersIfBothHalvesAreBad() {
    Collected decoded = decoded("{'request':{'imp':5},'x':1,'res':'x','resp':'y'}");

    assertThat(decoded.letters)
        .extracting(Collected.Letter::reason, Collected.Letter::payload)
        .containsExactly(
            tuple(
                Reason.INVALID_FIELD,
                "{\"request\":{\"imp\":5},\"x\":1,\"res\":null,\"resp\":\"y\"}"),
            tuple(Reason.INVALID_FIELD, "{\"request\":null,\"x\":1,\"res\":\"x\",\"resp\":\"y\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'request':{},'response':502}",
        "{'request':{},'response':true}",
        "{'request':{},'response':' \\t'}",
        "{'request':{},'response':'\\u0000\\n'}",
        "{'request':{},'response':null,'body':'<html>'}",
        "{'request':{},'response':'<html>','res':{'nbr':1}}",
        "{'request':{},'res':{'nbr':1},'resp':'<html>'}",
        "{'request':'x','body':{'imp':[]}}",
        "{'request':'x','body':[{'imp':[]}]}",
        "{'response':'x','imp':[]}"
      })
  void areNothingButWhatCanBeADocument(String json) {
    assertThat(decoded(json).letters).isEmpty();
    assertThat(decoded(json).events).hasSizeGreaterThan(0);
  }

  @Test
  void areNeitherIfBothHalvesAreOtherTexts() {
    assertThat(decoded("{'request':'x','response':'y'}").faults())
        .containsExactly("1 UNKNOWN_EVENT");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'ts':'soon','imp':[]} | ts is no time: 'soon'",
        "{'time': [1, 2],'imp':[]} | time is no time: [1, 2]",
        "{'ts':-5,'request':{}} | ts is no time: -5",
        "{} | neither a bid request nor a bid response: no keys",
        "{'_id':1,'a\\nb':{'imp':[]}} | neither a bid request nor a bid response: keys _id, a\\nb",
        "{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1} |"
            + " neither a bid request nor a bid response: keys a, b, c, d, e, f, g, h",
        "{'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':1,'j':1} |"
            + " neither a bid request nor a bid response: keys a, b, c, d, e, f, g, h, ...",
        "{'x':1,'openrtb':{'ver':'3.0'}} | OpenRTB 3.0, which is not read",
        "{'seatbid':[{'bid':[{'item':'1','price':1}]}]} |"
            + " a bid has an item, as in OpenRTB 3.0, which is not read, and no impid",
        "{'seatbid':[{'item':'1','bid':[{'price':1}]}]} | a bid has no impid",
      })
  void areRefusedInWordsThatHelp(String json, String error) {
    assertThat(decoded(json).letters)
        .extracting(Collected.Letter::error)
        .containsExactly(error.replace('\'', '"'));
  }

  @Test
  void areRefusedWithNoMoreThanTheBeginOfAText() {
    String text = "x".repeat(100);
    assertThat(decoded("{'ts':'" + text + "','imp':[]}{'" + text + "':1}").letters)
        .extracting(Collected.Letter::error)
        .containsExactly(
            "ts is no time: \"" + "x".repeat(59) + "...",
            "neither a bid request nor a bid response: keys " + "x".repeat(60) + "...");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'protocol':3 | [3]",
        "'protocol':[3,'x',null,'','7',[8]] | [3, 7]",
        "'protocol':[] | []",
        "'protocol':{} | []",
        "'protocols':[],'protocol':[3] | [3]",
        "'protocol':[3],'protocols':7 | [7]",
      })
  void readProtocolsOfVideo(String members, String protocols) {
    BidRequest request =
        (BidRequest) decoded("{'imp':[{'video':{" + members + "}}]}").events.get(0);

    assertThat(request.getImp().get(0).getVideo().getProtocols()).hasToString(protocols);
  }

  @Test
  void keepElementsOfProtocolsThatCannotBeRead() {
    Collected decoded = decoded("{'imp':[{'video':{'protocol':[3,'x',[8]]}}]}");

    assertThat(((BidRequest) decoded.events.get(0)).getUnmapped().toString())
        .isEqualTo("{\"/imp/0/video/protocol/1\":\"x\",\"/imp/0/video/protocol/2\":[8]}");
    assertThat(decoded.counts).containsEntry("unreadable.imp.video.protocol", 2);
  }
}
