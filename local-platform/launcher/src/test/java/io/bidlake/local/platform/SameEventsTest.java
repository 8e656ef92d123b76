package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Click;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.WireFormat;
import io.bidlake.runtime.avro.EventDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.testing.ChangedSchemas;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import io.bidlake.verify.kafka.MessageReader;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.kafka.RegistrySchemas;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jobs and {@code verify} share no code, but must take the same messages for the same events,
 * or for none.
 */
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SameEventsTest {

  private static final int SCHEMAS = 250;
  private static final long TIME = SampleEvents.TIME.toEpochMilli();
  private static final Schema NULL = Schema.create(Schema.Type.NULL);

  private final InJvmRegistry registry = new InJvmRegistry();
  private final RegistrySettings settings = registry.settings();
  private final RegistrySchemas schemas = new RegistrySchemas(settings);
  private int events;

  @AfterEach
  void stop() {
    registry.close();
  }

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void areReadWhateverSchemaTheyWereWrittenWith(Topic<T> topic) {
    Both<T> both = new Both<>(topic);
    Random random = new Random(7);
    for (int seed = 0; seed < SCHEMAS; seed++) {
      Schema writer = ChangedSchemas.of(topic.schema(), new Random(seed));
      int id = registry.add(writer);
      for (Object written : new RandomData(writer, 2, seed)) {
        byte[] message = WireMessages.of(id, inTime((IndexedRecord) written));
        both.read(message);
        for (int garbled = 0; garbled < 3; garbled++) {
          byte[] bytes = message.clone();
          bytes[random.nextInt(5, bytes.length)] = (byte) random.nextInt();
          both.read(bytes);
        }
        both.read(Arrays.copyOf(message, random.nextInt(message.length)));
      }
    }
    assertThat(events).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp-millis",
        "timestamp-micros",
        "timestamp-nanos",
        "local-timestamp-millis",
        "local-timestamp-micros",
        "local-timestamp-nanos",
        "time-micros",
        "timestamp-seconds"
      })
  void areReadInMillisecondsOrNotAtAll(String logicalType) {
    Both<Click> both = new Both<>(Topics.CLICKS);
    Schema time = ofLogicalType(Schema.Type.LONG, logicalType);
    for (Schema type : List.of(time, Schema.createUnion(time))) {
      Schema writer = clickWith("event_timestamp", type);
      for (long value : new long[] {TIME, TIME * 1_000 + 999, TIME * 1_000_000 + 999_999, -1}) {
        GenericData.Record click = click(writer);
        click.put("event_timestamp", value);
        both.read(WireMessages.of(registry.add(writer), click));
      }
    }
  }

  @Test
  void areNotReadWhereAWriterMeansSomethingElse() {
    Both<Click> both = new Both<>(Topics.CLICKS);
    for (Schema type :
        List.of(
            ofLogicalType(Schema.Type.BYTES, "decimal"),
            Schema.createUnion(NULL, ofLogicalType(Schema.Type.BYTES, "decimal")),
            ofLogicalType(Schema.Type.STRING, "uuid"),
            ofLogicalType(Schema.Type.INT, "date"))) {
      Schema writer = clickWith("click_url", type);
      both.read(ByteBuffer.allocate(100).put(WireFormat.header(registry.add(writer))).array());
    }
    assertThat(events).isZero();
  }

  @Test
  void areReadOrNotWhateverTheRegistryHolds() {
    Both<Click> both = new Both<>(Topics.CLICKS);
    List<Integer> none = List.of();
    String click = Click.getClassSchema().toString();
    int note = registry.add("{\"type\":\"record\",\"name\":\"a.Note\",\"fields\":[]}", none);
    List<Integer> ids = new ArrayList<>();
    for (String field :
        List.of(
            "{\"name\":\"n\",\"type\":\"a.Note\"},",
            "{\"name\":\"n\",\"type\":\"b.Unknown\"},",
            "{\"name\":\"n\",\"type\":\".Note\"},",
            "{\"name\":\"n-n\",\"type\":[],\"default\":null},",
            "{\"name\":\"n\",\"type\":\"null\",\"default\":5},",
            "{\"name\":\"n\",\"type\":\"null\",\"order\":\"odd\"},",
            "{\"name\":\"n\",\"type\":{\"type\":\"record\",\"name\":\"N\",\"namespace\":\"\",\"fields\":[]}},{\"name\":\"m\",\"type\":\"N\"},",
            "{\"name\":\"n\",\"type\":{\"type\":\"record\",\"name\":\"N\",\"fields\":[]}},{\"name\":\"m\",\"type\":\"N\"},")) {
      String text = click.replace("\"fields\":[", "\"fields\":[" + field);
      ids.add(registry.add(text, List.of(note)));
      ids.add(registry.add(text, none));
      ids.add(registry.add(text, List.of(999)));
    }
    for (String text :
        List.of("", "{", "[]", "\"int\"", "5", "{\"type\":\"array\",\"items\":".repeat(5_000))) {
      ids.add(registry.add(text, none));
    }
    ids.addAll(List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 4_711, 4_712));
    registry.refuse("/schemas/ids/4711", 422);
    registry.refuse("/schemas/ids/4712", 400);
    for (int id : ids) {
      both.read(WireMessages.of(id, SampleEvents.click("c", "i", "r")));
    }
    assertThat(events).as("those with a note of its own, or a reference").isBetween(4, 20);
  }

  @Test
  void areReadToADepthThatIsBounded() {
    Both<Click> both = new Both<>(Topics.CLICKS);
    Schema list =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");
    int nested = registry.add(clickWithFirst(list));
    int nulls = registry.add(clickWithFirst(Schema.createArray(NULL)));
    byte[] deep = new byte[1_000_000];
    Arrays.fill(deep, (byte) 2);
    System.arraycopy(WireFormat.header(nested), 0, deep, 0, WireFormat.HEADER_LENGTH);
    both.read(deep);
    byte[] many = {0, 0, 0, 0, (byte) nulls, -2, -1, -1, -1, -1, -1, -1, -1, 127, 0};
    both.read(many);
    assertThat(events).isZero();
  }

  @Test
  void areReadBesideTwentyThousandOfUnknownSchemas() {
    Both<Click> both = new Both<>(Topics.CLICKS);
    byte[] click =
        WireMessages.of(registry.add(Click.getClassSchema()), SampleEvents.click("c", "i", "r"));
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      both.read(WireMessages.of(random.nextInt(), SampleEvents.click("c", "i", "r")));
      both.read(click);
    }
    assertThat(events).isEqualTo(20_000);
  }

  /** The decoder of the jobs and the reader of {@code verify}. */
  private final class Both<T extends SpecificRecord> {

    private final Topic<T> topic;
    private final EventDecoder<T> job;
    private final MessageReader<T> verify;

    Both(Topic<T> topic) {
      this.topic = topic;
      this.job = new EventDecoder<>(topic, settings);
      this.verify = new MessageReader<>(topic.schema(), schemas);
    }

    void read(byte[] message) {
      String byJob;
      String why = "";
      try {
        byJob = job.decode(message).toString();
      } catch (UndecodableRecordException e) {
        byJob = "none";
        why = e.getMessage();
      }
      String byVerify;
      try {
        // Texts without NUL are made where rows are, here.
        byVerify = verify.read(message).toString().replace("\\u0000", "\uFFFD");
      } catch (UndecodableException e) {
        byVerify = "none";
        why += e.getMessage() + e.getCause();
      }
      assertThat(byVerify).as("%s %s", topic.name(), why).isEqualTo(byJob);
      events += byJob.equals("none") ? 0 : 1;
    }
  }

  private static IndexedRecord inTime(IndexedRecord event) {
    Schema.Field time = event.getSchema().getField("event_timestamp");
    if (time.schema().getType() == Schema.Type.LONG) {
      event.put(time.pos(), TIME);
    }
    return event;
  }

  private static Schema ofLogicalType(Schema.Type type, String logicalType) {
    Schema schema = Schema.create(type);
    schema.addProp("logicalType", logicalType);
    return schema;
  }

  private static Schema clickWith(String field, Schema type) {
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    for (Schema.Field each : Click.getClassSchema().getFields()) {
      fields.name(each.name()).type(each.name().equals(field) ? type : each.schema()).noDefault();
    }
    return fields.endRecord();
  }

  private static Schema clickWithFirst(Schema type) {
    var fields = SchemaBuilder.record("Click").namespace("io.bidlake.model").fields();
    fields.name("first").type(type).noDefault();
    Click.getClassSchema()
        .getFields()
        .forEach(it -> fields.name(it.name()).type(it.schema()).noDefault());
    return fields.endRecord();
  }

  private static GenericData.Record click(Schema schema) {
    GenericData.Record click = new GenericData.Record(schema);
    schema.getFields().forEach(field -> click.put(field.name(), field.name()));
    return click;
  }
}
