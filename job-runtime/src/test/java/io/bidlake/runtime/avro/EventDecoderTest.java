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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "timestamp-millis, -1, -1",
    "local-timestamp-millis, 1770113730123, 1770113730123",
    "timestamp-micros, 1770113730123999, 1770113730123",
    "local-timestamp-micros, 1770113730123000, 1770113730123",
    "timestamp-nanos, 1770113730123456789, 1770113730123",
    "local-timestamp-nanos, 1770113730123999999, 1770113730123",
    "timestamp-micros, -1, -1",
    "timestamp-nanos, -1000001, -2"
  })
  void readsTimesOfOtherUnitsInMilliseconds(String logicalType, long written, long millis)
      throws Exception {
    Schema writer =
        clickSchemaWith("event_timestamp", ofLogicalType(Schema.Type.LONG, logicalType));
    GenericData.Record click = click(writer);
    click.put("event_timestamp", written);

    assertThat(decoded(writer, click).getEventTimestamp()).isEqualTo(Instant.ofEpochMilli(millis));
  }

  @Test
  void readsATimeWithoutLogicalTypeAsMilliseconds() throws Exception {
    Schema writer = clickSchemaWith("event_timestamp", Schema.create(Schema.Type.LONG));
    GenericData.Record click = click(writer);
    click.put("event_timestamp", 1_770_113_730_123L);

    assertThat(decoded(writer, click).getEventTimestamp())
        .isEqualTo(Instant.ofEpochMilli(1_770_113_730_123L));
  }

  @ParameterizedTest
  @CsvSource({
    "event_timestamp, LONG, time-micros, long (time-micros) cannot be read as long (timestamp-millis)",
    "event_timestamp, INT, date, int (date) cannot be read as long (timestamp-millis)",
    "event_timestamp, LONG, timestamp-seconds, long (timestamp-seconds) cannot be read as long",
    "click_url, BYTES, decimal, bytes (decimal) cannot be read as string",
    "click_url, BYTES, big-decimal, bytes (big-decimal) cannot be read as string"
  })
  void refusesAWriterThatMeansSomethingElse(
      String field, Schema.Type type, String logicalType, String why) {
    Schema writer = clickSchemaWith(field, ofLogicalType(type, logicalType));
    int id = registry.add(writer);
    EventDecoder<Click> clicks = new EventDecoder<>(Topics.CLICKS, registry.settings());
    byte[] message = {0, 0, 0, 0, (byte) id, 0};

    for (int i = 0; i < 3; i++) {
      UndecodableRecordException fault =
          catchThrowableOfType(UndecodableRecordException.class, () -> clicks.decode(message));
      assertThat(fault.reason()).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
      assertThat(fault).hasMessageContaining(why);
    }
    assertThat(registry.requests()).as("asked once").isEqualTo(1);
  }

  @Test
  void refusesAPriceThatIsScaledByItsLogicalType() {
    int id =
        registry.add(
            with(
                Impression.getClassSchema(),
                "win_price",
                ofLogicalType(Schema.Type.LONG, "cents")));
    EventDecoder<Impression> decoder = new EventDecoder<>(Topics.IMPRESSIONS, registry.settings());
    byte[] message = {0, 0, 0, 0, (byte) id, 0};

    assertThatThrownBy(() -> decoder.decode(message))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("long (cents) cannot be read as double");
  }

  @Test
  void readsTextOfAnyLogicalType() throws Exception {
    Schema writer = clickSchemaWith("click_id", ofLogicalType(Schema.Type.STRING, "uuid"));

    assertThat((Object) decoded(writer, click(writer)).getClickId()).isEqualTo(utf8("click_id"));
  }

  @Test
  void readsASchemaThatRefersToOthers() throws Exception {
    int note =
        registry.add("{\"type\":\"record\",\"name\":\"io.other.Note\",\"fields\":[]}", List.of());
    String referring =
        clickSchema(null, "note")
            .toString()
            .replace("\"note\",\"type\":\"string\"", "\"note\",\"type\":\"io.other.Note\"");
    int id = registry.add(referring, List.of(note));
    EventDecoder<Click> clicks = new EventDecoder<>(Topics.CLICKS, registry.settings());
    Schema written = clickSchema(null, null);

    assertThat((Object) clicks.decode(WireMessages.of(id, click(written))).getClickId())
        .isEqualTo(utf8("click_id"));
  }

  @Test
  void readsASchemaOfMoreFieldsThanOneMethodCanRead() throws Exception {
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    Click.getClassSchema()
        .getFields()
        .forEach(it -> fields.name(it.name()).type(it.schema()).noDefault());
    for (int i = 0; i < 10_000; i++) {
      fields.name("added_" + i).type().booleanType().noDefault();
    }
    Schema writer = fields.endRecord();
    GenericData.Record click = click(writer);
    writer.getFields().stream()
        .filter(it -> it.name().startsWith("added"))
        .forEach(it -> click.put(it.pos(), true));

    assertThat((Object) decoded(writer, click).getClickId()).isEqualTo(utf8("click_id"));
  }

  @Test
  void saysThatARecordIsNestedTooDeep() throws Exception {
    Schema list =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");
    Schema writer = clickSchemaWithFirst("list", list);
    int id = registry.add(writer);
    EventDecoder<Click> clicks = new EventDecoder<>(Topics.CLICKS, registry.settings());
    byte[] message = new byte[1_000_000];
    Arrays.fill(message, (byte) 2);
    System.arraycopy(new byte[] {0, 0, 0, 0, (byte) id}, 0, message, 0, 5);

    assertThat(reasonOf(clicks, message)).isEqualTo(Reason.MALFORMED);
    assertThat(
            (Object)
                clicks
                    .decode(
                        WireMessages.of(
                            registry.add(clickSchema(null, null)), click(clickSchema(null, null))))
                    .getClickId())
        .isEqualTo(utf8("click_id"));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void doesNotCountItemsThatTakeNoBytesForEver() {
    Schema nulls = Schema.createArray(Schema.create(Schema.Type.NULL));
    int id = registry.add(clickSchemaWithFirst("nulls", nulls));
    EventDecoder<Click> clicks = new EventDecoder<>(Topics.CLICKS, registry.settings());
    byte[] message = {0, 0, 0, 0, (byte) id, -2, -1, -1, -1, -1, -1, -1, -1, 127, 0};

    assertThat(reasonOf(clicks, message)).isEqualTo(Reason.MALFORMED);
  }

  private Click decoded(Schema writer, GenericData.Record click) throws Exception {
    return new EventDecoder<>(Topics.CLICKS, registry.settings())
        .decode(WireMessages.of(registry.add(writer), click));
  }

  private static Schema ofLogicalType(Schema.Type type, String logicalType) {
    Schema schema = Schema.create(type);
    schema.addProp("logicalType", logicalType);
    return schema;
  }

  private static Schema clickSchemaWith(String field, Schema type) {
    return with(Click.getClassSchema(), field, type);
  }

  /** A schema in which a field has another type. */
  private static Schema with(Schema schema, String field, Schema type) {
    var fields = SchemaBuilder.record(schema.getName()).namespace(schema.getNamespace()).fields();
    schema
        .getFields()
        .forEach(
            it ->
                fields
                    .name(it.name())
                    .type(it.name().equals(field) ? type : it.schema())
                    .noDefault());
    return fields.endRecord();
  }

  private static Schema clickSchemaWithFirst(String field, Schema type) {
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    fields.name(field).type(type).noDefault();
    Click.getClassSchema()
        .getFields()
        .forEach(it -> fields.name(it.name()).type(it.schema()).noDefault());
    return fields.endRecord();
  }

  private Reason reasonOf(byte[] message) {
    return reasonOf(requests, message);
  }

  private static Reason reasonOf(EventDecoder<?> decoder, byte[] message) {
    return catchThrowableOfType(UndecodableRecordException.class, () -> decoder.decode(message))
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
