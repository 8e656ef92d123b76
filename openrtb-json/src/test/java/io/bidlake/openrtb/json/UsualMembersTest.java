package io.bidlake.openrtb.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Device;
import io.bidlake.model.Feed;
import io.bidlake.model.Site;
import io.bidlake.openrtb.Collected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsualMembersTest {

  private static final String REST = ",\"unknown\":\"so that the end is not near\"}";

  private static final List<RecordReader.Member> OF_DEVICE =
      members(Device.getClassSchema(), "ua:TEXT", "geo:OTHER", "w:INT", "region_is_unknown:OTHER");

  @Test
  void readsMembersUpToOneThatNeedsACloserLook() throws IOException {
    Device device = new Device();

    UsualMembers usual = compile(Device.getClassSchema(), OF_DEVICE);
    JsonInput json = at("{\"ua\":\"Mozilla/5.0\",\"geo\":{\"lat\":1},\"w\":320" + REST);
    int next = usual.read(json, device, 0, 0);

    assertThat(next).isEqualTo(1);
    assertThat(usual.members()).isEqualTo(OF_DEVICE.get(0).bit());
    assertThat(device.getUa().toString()).isEqualTo("Mozilla/5.0");
    assertThat(json.goToValue(usual.valueStart())).isTrue();
    json.skipChildren();

    assertThat(usual.read(json, device, 0, 2)).isEqualTo(-1);
    assertThat(usual.members()).isEqualTo(OF_DEVICE.get(2).bit());
    assertThat(device.getW()).isEqualTo(320);
    assertThat(json.nextFieldName()).isEqualTo("unknown");
  }

  @Test
  void leavesAMemberThatWasThereBefore() throws IOException {
    UsualMembers usual = compile(Device.getClassSchema(), OF_DEVICE);
    JsonInput json = at("{\"ua\":\"Mozilla/5.0\",\"w\":320" + REST);

    assertThat(usual.read(json, new Device(), OF_DEVICE.get(0).bit(), 0)).isZero();
    assertThat(usual.members()).isZero();
    assertThat(json.nextFieldName()).isEqualTo("ua");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"IAB1\"]",
        "[\"IAB1\",\"IAB2\"]",
        "[]",
        "[ \"IAB1\"]",
        "[\"IAB1\" ]",
        "[\"IAB1\",]",
        "[\"IAB1\",\"\"]",
        "[\"IAB1\",7]",
        "[\"IAB1\"",
        "\"IAB1\"",
        "null"
      })
  void readsArraysOrChangesNothing(String cat) throws IOException {
    List<RecordReader.Member> order = members(Site.getClassSchema(), "cat:TEXTS");
    Site site = new Site();

    UsualMembers usual = compile(Site.getClassSchema(), order);
    JsonInput json = at("{\"cat\":" + cat + REST);
    int next = usual.read(json, site, 0, 0);

    boolean isUsual = cat.matches("\\[\"IAB1\"(,\"IAB2\")?]");
    assertThat(next).isEqualTo(isUsual ? -1 : 0);
    assertThat(site.getCat() != null).isEqualTo(isUsual);
    assertThat(json.nextFieldName()).isEqualTo(isUsual ? "unknown" : "cat");
  }

  /** Of a site, after many that were written in the usual way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'s','name':'n','domain':'d.example','cat':['IAB1'],'mobile':1",
        "'id':'s','cat':['IAB1'],'name':'n'",
        "'mobile':1,'id':'s','name':'n'",
        "'id':'s','id':'t','name':'n'",
        "'id':'s','name':'n','id':'t'",
        "'name':'n','id':null,'mobile':'1','domain':''",
        "'id':7,'name':true,'domain':[],'cat':'IAB1','mobile':1.0",
        "'id':'s','other':{'id':'t'},'name':'n','ext':{'a':[1,2]},'mobile':true",
        "'id': 's' , 'name' :'n' ,'mobile':1 ",
        "'id':'a\\\\u0041','name':'S\u00e3o','domain':'\\\\\\\\'",
        "'mobile':2147483648,'id':'s'",
        "'mobile':-0,'id':'s','mobile':1",
        "'id':'s','name'}",
        "'id':'s',,'name':'n'",
        "'id':'s';'name':'n'",
        "'ID':'s','i':'t','idx':'u','id':'v'"
      })
  void readsWhatANewDecoderReads(String site) {
    String usual = "'id':'s','name':'n','domain':'d.example','cat':['IAB1'],'mobile':1";
    Documents experienced = decoder();
    for (int i = 0; i < 2 * MemberOrder.LEARNED_FROM; i++) {
      assertThat(decoded(experienced, usual).events).hasSize(1);
    }

    Collected expected = decoded(decoder(), site);
    Collected actual = decoded(experienced, site);

    assertThat(actual.records()).isEqualTo(expected.records());
    assertThat(actual.letters).isEqualTo(expected.letters);
    assertThat(actual.counts).isEqualTo(expected.counts);
  }

  private static Documents decoder() {
    return new Documents(Feed.DEFAULTS, List.of("bid-requests"));
  }

  private static Collected decoded(Documents decoder, String site) {
    Collected decoded = new Collected();
    String json =
        "{'id':'r','at':2,'imp':[{'id':'1','bidfloor':0.5,'bidfloorcur':'USD'}],'site':{"
            + site
            + "},'device':{'geo':{'country':'USA','region':'ga'},'ip':'192.0.2.1','h':1},'cur':['USD','EUR'],"
            + "'regs':{'coppa':0,'gdpr':1},'tmax':200,'bcat':['IAB25','IAB26'],'end':'is not near'}";
    decoder.decode(json.replace('\'', '"').getBytes(UTF_8), 0, decoded);
    return decoded;
  }

  private static UsualMembers compile(Schema schema, List<RecordReader.Member> order) {
    return UsualMembersSource.compile(schema, new int[0], order);
  }

  private static JsonInput at(String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    JsonInput input = new JsonInput(bytes, 0, bytes.length, false);
    input.nextToken();
    return input;
  }

  private static List<RecordReader.Member> members(Schema schema, String... namesAndForms) {
    List<RecordReader.Member> members = new ArrayList<>();
    for (String each : namesAndForms) {
      String name = each.substring(0, each.indexOf(':'));
      Usual form = Usual.valueOf(each.substring(each.indexOf(':') + 1));
      ValueReader reader =
          new ValueReader() {
            @Override
            Usual usual() {
              return form;
            }
          };
      Schema.Field field = schema.getField(name);
      int position = field == null ? -1 : field.pos();
      long bit = 1L << (field == null ? 60 : position);
      members.add(new RecordReader.Member(name, null, position, reader, -1, bit));
    }
    return members;
  }
}
