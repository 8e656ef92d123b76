package io.bidlake.runtime.avro;

import static io.bidlake.testing.SampleEvents.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bidlake.model.BidRequest;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

  private final InJvmRegistry registry = new InJvmRegistry();
  private final int requestId = registry.add(BidRequest.getClassSchema());
  private final EventDecoder<BidRequest> requests =
      new EventDecoder<>(Topics.BID_REQUESTS, registry.settings());

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void decodesWhatWasEncoded() throws Exception {
    BidRequest sent = SampleEvents.request("r1");

    assertThat(requests.decode(WireMessages.of(requestId, sent))).isEqualTo(sent);
  }

  @Test
  void leavesNothingOfTheRecordBefore() throws Exception {
    BidRequest full = SampleEvents.request("a-long-request-id");
    BidRequest sparse = SampleEvents.request("r");
    sparse.setSite(null);
    sparse.setDevice(null);
    sparse.setCur(List.of());

    requests.decode(WireMessages.of(requestId, full));

    assertThat(requests.decode(WireMessages.of(requestId, sparse))).isEqualTo(sparse);
    assertThat(requests.decode(WireMessages.of(requestId, full))).isEqualTo(full);
  }

  @Test
  void asksTheRegistryOncePerSchema() throws Exception {
    byte[] message = WireMessages.of(requestId, SampleEvents.request("r1"));

    requests.decode(message);
    requests.decode(message);

    assertThat(registry.requests()).isEqualTo(1);
  }

  @Test
  void readsRecordsOfAnOlderAndANewerSchemaSideBySide() throws Exception {
    Schema older = clickSchema("click_url", null);
    Schema newer = clickSchema(null, "brand_safety");
    EventDecoder<Click> clicks = new EventDecoder<>(Topics.CLICKS, registry.settings());
    int olderId = registry.add(older);
    int newerId = registry.add(newer);

    Click first = Click.newBuilder(clicks.decode(WireMessages.of(olderId, click(older)))).build();
    Click second = Click.newBuilder(clicks.decode(WireMessages.of(newerId, click(newer)))).build();

    assertThat((Object) first.getClickUrl()).isNull();
    assertThat((Object) second.getClickId()).isEqualTo(utf8("click_id"));
    assertThat((Object) second.getClickUrl()).isEqualTo(utf8("click_url"));
  }

  @Test
  void namesEachKindOfFault() {
    byte[] good = WireMessages.of(requestId, SampleEvents.request("r1"));
    int clickId = registry.add(Click.getClassSchema());
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 7;

    assertThat(reasonOf(new byte[0])).isEqualTo(Reason.EMPTY);
    assertThat(reasonOf(new byte[] {0, 0, 0})).isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reasonOf(wrongMagic)).isEqualTo(Reason.NOT_WIRE_FORMAT);
    assertThat(reasonOf(WireMessages.of(999, SampleEvents.request("r1"))))
        .isEqualTo(Reason.UNKNOWN_SCHEMA);
    assertThat(reasonOf(WireMessages.of(clickId, SampleEvents.click("c", "i", "r"))))
        .isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
    assertThat(reasonOf(Arrays.copyOf(good, good.length - 3))).isEqualTo(Reason.MALFORMED);
    assertThat(reasonOf(trailing)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void refusesASchemaThatLacksARequiredField() {
    Schema incomplete =
        SchemaBuilder.record("BidRequest").namespace("io.bidlake.model").fields().endRecord();
    int id = registry.add(incomplete);

    assertThat(reasonOf(WireMessages.of(id, new GenericData.Record(incomplete))))
        .isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void decodesTheNextRecordAfterABadOne() throws Exception {
    BidRequest sent = SampleEvents.request("r1");
    byte[] good = WireMessages.of(requestId, sent);
    reasonOf(Arrays.copyOf(good, good.length / 2));

    assertThat(requests.decode(good)).isEqualTo(sent);
  }

  @Test
  void neverFailsOtherwiseThanBySayingThatARecordIsBad() {
    byte[] good = WireMessages.of(requestId, SampleEvents.request("r1"));
    SplittableRandom random = new SplittableRandom(42);
    int bad = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] garbled = good.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        garbled[random.nextInt(5, garbled.length)] = (byte) random.nextInt();
      }
      try {
        requests.decode(garbled);
      } catch (UndecodableRecordException e) {
        bad++;
      }
    }
    assertThat(bad).isGreaterThan(5_000);
  }

  @Test
  void doesNotAllocateWhatAGarbledLengthAsksFor() {
    byte[] message = {0, 0, 0, 0, (byte) requestId, (byte) 0xfe, (byte) 0xff, -1, -1, 0x0f};

    assertThat(reasonOf(message)).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void doesNotCallARecordBadBecauseTheRegistryIsAway() {
    RegistrySettings nobody = new RegistrySettings("http://127.0.0.1:1", "", "", "", "");
    EventDecoder<Impression> decoder = new EventDecoder<>(Topics.IMPRESSIONS, nobody);

    assertThatThrownBy(() -> decoder.decode(WireMessages.of(1, SampleEvents.impression("i", "r"))))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("http://127.0.0.1:1");
  }

  private Reason reasonOf(byte[] message) {
    return catchThrowableOfType(UndecodableRecordException.class, () -> requests.decode(message))
        .reason();
  }

  /** Today's schema of a click without a field or with one more. */
  private static Schema clickSchema(String without, String with) {
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    for (Schema.Field field : Click.getClassSchema().getFields()) {
      if (!field.name().equals(without)) {
        fields.name(field.name()).type(field.schema()).noDefault();
      }
    }
    return with == null
        ? fields.endRecord()
        : fields.name(with).type().stringType().noDefault().endRecord();
  }

  private static GenericData.Record click(Schema schema) {
    GenericData.Record click = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      click.put(field.name(), field.name().equals("event_timestamp") ? 0L : field.name());
    }
    return click;
  }
}
