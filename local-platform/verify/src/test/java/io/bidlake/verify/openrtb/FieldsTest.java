package io.bidlake.verify.openrtb;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.BidRequest;
import io.bidlake.verify.TestFeed;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the values of a request become, and where those are that become nothing. */
class FieldsTest {

  private static final String UNSET = "null";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "tmax|5|5",
        "tmax|5.0|5",
        "tmax|5e1|50",
        "tmax|'+5.'|5",
        "tmax|' 5e0 '|5",
        "tmax|'.5e1'|5",
        "tmax|-2147483648|-2147483648",
        "tmax|null|null",
        "tmax|''|null",
        "device.geo.lat|'.5'|0.5",
        "device.geo.lat|1e308|1.0E308",
        "at|''|2",
        "at|null|2",
        "test|true|1",
        "test|' false '|0",
        "test|'1'|1",
        "test|7|7",
        "regs.coppa|true|1",
        "regs.gdpr|'0'|0",
        "imp.bidfloor|null|0.0",
        "imp.secure|'true'|1",
        "source.fd|true|1",
        "id|1.10|1.10",
        "id|1e3|1e3",
        "id|true|true",
        "id|' a '| a ",
        "id|'a\\u0000b\\ud83d'|a\uFFFDb?",
        "id|'\\ud83d\\ude80\\\\/\\t'|\uD83D\uDE80\\/\t",
        "cur|' eur '|[EUR]",
        "cur|[' eur ',null,'','  ',5]|[EUR, 5]",
        "imp.bidfloorcur|' '|USD",
        "imp.bidfloorcur|' us$ '|US$",
        "bcat|'IAB1'|[IAB1]",
        "wseat|[]|[]",
        "device.ip|' 1.2.3.4 '|1.2.3.4",
        "device.ip|'2001:db8::1'|null",
        "device.ipv6|' '|null",
        "device.geo.region|' BY '|BY",
        "device.geo.country|' de '| de ",
        "user|''|null",
        "imp.native.request|{ 'a' : [ 1.0 , 'b c\\' ' ] }|{'a':[1.0,'b c\\' ']}",
        "imp.native.request|[ ]|[]",
        "source.schain.complete|null|0",
        "source.schain.ver|2|2",
        "ext|{ 'a' : 1 }|{ 'a' : 1 }",
        "ext|'x'|'x'",
        "ext|0|0",
        "ext|{}|{}",
        "ext|[]|null",
        "ext|''|null"
      })
  void areWhatTheyMean(String path, String json, String value) {
    BidRequest request = read(path, quoted(json));

    assertThat(String.valueOf(at(path, request))).isEqualTo(quoted(value));
    assertThat((Object) request.getUnmapped()).as("unmapped").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tmax|2147483648|null",
        "tmax|5.5|null",
        "tmax|1e400|null",
        "tmax|'5,0'|null",
        "tmax|'0x5'|null",
        "tmax|'٣'|null",
        "tmax|' '|null",
        "tmax|'-'|null",
        "tmax|'.'|null",
        "tmax|true|null",
        "tmax|[]|null",
        "tmax|[5]|null",
        "tmax|{}|null",
        "at|'first'|2",
        "test|'TRUE'|0",
        "test|'yes'|0",
        "regs.coppa|2|null",
        "regs.gdpr|-1|null",
        "regs.gdpr|'1.5'|null",
        "device.geo.lat|1e309|null",
        "device.geo.lat|'NaN'|null",
        "device.geo.lat|'1d'|null",
        "device.geo.lat|true|null",
        "id|{}|",
        "id|['a']|",
        "device.os|['a']|null",
        "device|'x'|null",
        "device|[1]|null",
        "device|7|null",
        "imp.bidfloor|'free'|NaN",
        "imp.bidfloor|true|NaN",
        "imp.bidfloorcur|['EUR']|USD",
        "imp.rwdd|'maybe'|0",
        "source.schain|'x'|null",
        "imp.video.protocol|'x'|null",
        "imp.video.protocol|{}|null",
        "user.kwarray|{}|null",
        "user.keywords|{}|null"
      })
  void areAbsentAndKeptWhereTheyCannotBeRead(String path, String json, String value) {
    BidRequest request = read(path, quoted(json));

    if (!path.endsWith("protocol") && !path.endsWith("kwarray")) {
      assertThat(String.valueOf(at(path, request))).isEqualTo(value == null ? "" : value);
    }
    assertThat(String.valueOf(request.getUnmapped()))
        .isEqualTo("{\"/%s\":%s}".formatted(path.replace('.', '/'), quoted(json)));
  }

  @Test
  void areEmptyObjectsWhereAnArrayIsEmpty() {
    assertThat((Object) read("site", "[]").getSite()).isNotNull();
    assertThat(String.valueOf(at("imp.native.request", read("imp.native", "[]")))).isEmpty();
  }

  @Test
  void areNumbersOfAThousandCharactersAtMost() {
    assertThat(read("tmax", "5." + "0".repeat(998)).getTmax()).isEqualTo(5);
    assertThat(read("tmax", "5." + "0".repeat(999)).getTmax()).isNull();
    assertThat(String.valueOf(read("id", "1" + "0".repeat(2000)).getId())).hasSize(2001);
    assertThat(read("device.geo.lat", "1" + "0".repeat(3_000_000)).getDevice().getGeo().getLat())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "usa|'us-ma'|MA",
        "us|'USA-ma'|MA",
        "USA|'ma'|MA",
        "USA|' Us-Ma '|MA",
        "USA|'Mass'|Mass",
        "USA|'US-MAS'|US-MAS",
        "USA|'M4'|M4",
        "DE|'de-by'|de-by",
        "|'ma'|ma"
      })
  void areStatesOfTheUsa(String country, String region, String expected) {
    BidRequest request =
        read(
            "device.geo",
            quoted(
                "{'country':'%s','region':%s}".formatted(country == null ? "" : country, region)));

    assertThat(String.valueOf(request.getDevice().getGeo().getRegion())).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'ip':'::1'}|null|::1",
        "{'ip':'::1','ipv6':'::2'}|null|::2",
        "{'ip':'::1','ipv6':' '}|null|::1",
        "{'ip':'::1','ipv6':{}}|null|::1",
        "{'ip':'1.1.1.1','ipv6':'::2'}|1.1.1.1|::2"
      })
  void areAddressesInTheirPlace(String device, String ip, String ipv6) {
    BidRequest request = read("device", quoted(device));

    assertThat(String.valueOf(request.getDevice().getIp())).isEqualTo(ip);
    assertThat(String.valueOf(request.getDevice().getIpv6())).isEqualTo(ipv6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "regs|{'gdpr':null,'ext':{'gdpr':1}}|gdpr|1",
        "regs|{'gdpr':'','ext':{'gdpr':'1'}}|gdpr|1",
        "regs|{'gdpr':'yes','ext':{'gdpr':1}}|gdpr|null",
        "regs|{'ext':{'gdpr':2}}|gdpr|null",
        "regs|{'ext':{'coppa':1}}|coppa|1",
        "regs|{'gpp_sid':[],'ext':{'gpp_sid':'7'}}|gpp_sid|[7]",
        "regs|{'gpp_sid':[null],'ext':{'gpp_sid':[7]}}|gpp_sid|[]",
        "regs|{'ext':'{\"gdpr\":1}'}|gdpr|null",
        "imp|{'ext':{'prebid':{'is_rewarded_inventory':null},'rwdd':true}}|rwdd|1",
        "imp|{'ext':{'prebid':{'is_rewarded_inventory':'x'},'rwdd':1}}|rwdd|1",
        "imp|{'ext':{'prebid':{'is_rewarded_inventory':0},'rwdd':1}}|rwdd|0",
        "imp|{'ext':{'prebid':7,'rwdd':1}}|rwdd|1",
        "imp.video|{'protocol':'3'}|protocols|[3]",
        "imp.video|{'protocols':[],'protocol':3}|protocols|[3]",
        "imp.video|{'protocol':[3,'x',null,'','7',[8]]}|protocols|[3, 7]",
        "imp.video|{'protocols':null,'protocol':[2]}|protocols|[2]",
        "imp.video|{'protocols':[null],'protocol':[2]}|protocols|[]",
        "imp.video|{'protocol':[2],'protocols':[7]}|protocols|[7]",
        "imp.video|{'protocol':'x'}|protocols|[]",
        "imp.video|{'protocol':3,'protocols':[7]}|protocols|[7]",
        "user|{'kwarray':['a',null,'',1]}|keywords|a,1",
        "user|{'kwarray':'a'}|keywords|a",
        "user|{'keywords':[],'kwarray':['a']}|keywords|a",
        "user|{'keywords':'b','kwarray':['a']}|keywords|b",
        "user|{'keywords':[null]}|keywords|null",
        "user|{'ext':{'consent':5}}|consent|5"
      })
  void areReadFromOlderPlaces(String owner, String json, String field, String value) {
    BidRequest request = read(owner, quoted(json));

    assertThat(String.valueOf(at(owner + "." + field, request))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'ext':{'schain':{'ver':'x'}}",
        "'source':null,'ext':{'schain':{'ver':'x'}}",
        "'source':{'schain':null},'ext':{'schain':{'ver':'x'}}",
        "'source':{'ext':{'schain':5}},'ext':{'schain':{'ver':'x'}}",
        "'source':{'schain':[],'ext':{'schain':{'ver':'x'}}},'ext':{'schain':{'ver':'y'}}"
      })
  void areASupplyChainInAnyOfItsPlaces(String members) {
    BidRequest request = feed().read(quoted("{'imp':[]," + members + "}")).only(BidRequest.class);

    assertThat(String.valueOf(request.getSource().getSchain().getVer())).isEqualTo("x");
  }

  @Test
  void areNoSupplyChainOfAnOlderPlaceWhereTheNewOneCannotBeRead() {
    BidRequest request =
        feed()
            .read(quoted("{'imp':[],'source':{'schain':5},'ext':{'schain':{'ver':'x'}}}"))
            .only(BidRequest.class);

    assertThat((Object) request.getSource().getSchain()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'x'", "5", "true", "[5]", "[{},'x']", "[[1]]", "' '"})
  void areADeadLetterWherePlacementsCannotBeRead(String imp) {
    assertThat(feed().read(quoted("{'imp':" + imp + "}")).reasons())
        .containsExactly("1 INVALID_FIELD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"null|0", "''|0", "[]|0", "[null,'',{}]|1", "[[],{}]|2", "{}|1"})
  void areAsManyPlacementsAsThereAreObjects(String imp, int count) {
    assertThat(feed().read(quoted("{'imp':" + imp + "}")).only(BidRequest.class).getImp())
        .hasSize(count);
  }

  private static TestFeed feed() {
    return TestFeed.openRtb();
  }

  /** A request with a value at a place. */
  private static BidRequest read(String path, String json) {
    List<String> keys = List.of(path.split("\\.", -1));
    StringBuilder open = new StringBuilder();
    keys.forEach(key -> open.append("{\"").append(key).append("\":"));
    String text = open + json + "}".repeat(keys.size());
    String imp = keys.get(0).equals("imp") ? "" : "\"imp\":[],";
    return feed().read("{" + imp + text.substring(1)).only(BidRequest.class);
  }

  private static Object at(String path, IndexedRecord request) {
    Object value = request;
    for (String key : path.split("\\.", -1)) {
      IndexedRecord owner = (IndexedRecord) (value instanceof List<?> list ? list.get(0) : value);
      value = owner == null ? UNSET : owner.get(owner.getSchema().getField(key).pos());
    }
    return value;
  }

  private static String quoted(String json) {
    return json.replace("\"", "\\\"").replace('\'', '"');
  }
}
