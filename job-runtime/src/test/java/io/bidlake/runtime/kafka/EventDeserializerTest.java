package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.model.Click;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.PossibleTimes;
import io.bidlake.model.TopicFormat;
import io.bidlake.model.Topics;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.runtime.decode.EventFormats;
import io.bidlake.runtime.request.ClickEvent;
import io.bidlake.runtime.request.EventReader;
import io.bidlake.settings.Settings;
import io.bidlake.tables.DeadLetter.Reason;
import io.bidlake.testing.InJvmRegistry;
import io.bidlake.testing.SampleEvents;
import io.bidlake.testing.WireMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDeserializerTest {

  private static final Instant RECEIVED = SampleEvents.TIME;
  private static final TypeInformation<ClickEvent> TYPE = TypeInformation.of(ClickEvent.class);

  private final InJvmRegistry registry = new InJvmRegistry();
  private final int clickId = registry.add(Click.getClassSchema());
  private final Counter undecodable = new SimpleCounter();
  private final List<ClickEvent> events = new ArrayList<>();
  private EventReader<Click, ClickEvent> reader = click -> new ClickEvent();
  private EventFormats formats;

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void fillsInWhereTheEventCameFromAndWhenItHappened() throws Exception {
    read(registry.settings(), click(RECEIVED.plusMillis(7)));

    ClickEvent event = events.get(0);
    assertThat(event.id).hasToString("c1");
    assertThat(event.requestId).hasToString("r1");
    assertThat(event.isOf(Topics.CLICKS)).isTrue();
    assertThat(event.time).isEqualTo(RECEIVED.toEpochMilli() + 7);
    assertThat(event.partition).isEqualTo(3);
    assertThat(event.offset).isEqualTo(42);
    assertThat(event.ahead).isFalse();
    assertThat(event.receivedAt).isEqualTo(RECEIVED.toEpochMilli());
  }

  @Test
  void givesEachEventAnObjectOfItsOwn() throws Exception {
    Click second = SampleEvents.click("c2", "i1", "r2");
    read(registry.settings(), click(RECEIVED), WireMessages.of(clickId, second));

    assertThat(events).extracting(event -> event.id.toString()).containsExactly("c1", "c2");
  }

  @Test
  void leavesOutAndCountsWhatCannotBeDecoded() throws Exception {
    read(registry.settings(), new byte[] {9, 9, 9, 9, 9, 9}, click(RECEIVED), null);

    assertThat(events).hasSize(1);
    assertThat(undecodable.getCount()).isEqualTo(2);
  }

  @Test
  void marksAnEventAsAheadOnlyBeyondTheLimit() throws Exception {
    read(
        registry.settings(),
        click(RECEIVED.plusSeconds(60)),
        click(RECEIVED.plusSeconds(60).plusMillis(1)));

    assertThat(events).extracting(event -> event.ahead).containsExactly(false, true);
  }

  @Test
  void judgesAProducersOwnTimeByTheClockOfTheJob() throws Exception {
    Instant soon = Instant.now().plus(Duration.ofHours(3));
    read(soon, TimestampType.CREATE_TIME, click(soon));

    assertThat(events).singleElement().matches(event -> event.ahead);
  }

  @Test
  void judgesByTheTimeThatTheBrokerSet() throws Exception {
    Instant soon = Instant.now().plus(Duration.ofHours(3));
    read(soon, TimestampType.LOG_APPEND_TIME, click(soon), click(soon.plusSeconds(61)));

    assertThat(events).extracting(event -> event.ahead).containsExactly(false, true);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_770_104_450_000_000_000L})
  void judgesByTheClockOfTheJobWhereTheRecordHasNoPossibleTime(long recordTime) throws Exception {
    Instant record = Instant.ofEpochMilli(recordTime);
    Instant now = Instant.now();
    read(record, TimestampType.CREATE_TIME, click(now), click(now.plus(Duration.ofHours(3))));

    assertThat(events).extracting(event -> event.ahead).containsExactly(false, true);
  }

  @Test
  void leavesOutAndCountsWhatCannotHaveHappenedThen() throws Exception {
    read(registry.settings(), click(Instant.EPOCH), click(RECEIVED.plus(Duration.ofDays(2))));

    assertThat(events).isEmpty();
    assertThat(undecodable.getCount()).isEqualTo(2);
  }

  /** A reader that needs dead letters. */
  private static final class WithDeadLetters implements EventReader<Click, ClickEvent> {

    @Override
    public ClickEvent read(Click click) {
      return new ClickEvent();
    }

    @Override
    public ClickEvent deadLetter(Reason reason) {
      return reason == Reason.EMPTY ? null : new ClickEvent();
    }
  }

  @Test
  void passesOnDeadLettersToAReaderThatNeedsThem() throws Exception {
    reader = new WithDeadLetters();
    read(registry.settings(), new byte[] {9}, click(Instant.EPOCH), null, click(RECEIVED));

    assertThat(events).hasSize(3);
    assertThat(events.subList(0, 2))
        .allSatisfy(
            letter -> {
              assertThat(letter.isOf(Topics.CLICKS)).isTrue();
              assertThat(letter.id).hasToString("3@42");
              assertThat(letter.requestId.isEmpty()).isTrue();
              assertThat(letter.time).isEqualTo(RECEIVED.toEpochMilli());
              assertThat(letter.receivedAt).isEqualTo(RECEIVED.toEpochMilli());
              assertThat(letter.partition).isEqualTo(3);
              assertThat(letter.offset).isEqualTo(42);
              assertThat(letter.ahead).isFalse();
            });
    assertThat(undecodable.getCount()).isEqualTo(3);
  }

  @Test
  void judgesTheTimeOfADeadLetterAsThatOfAnEvent() throws Exception {
    reader = new WithDeadLetters();
    Instant soon = Instant.now().plus(Duration.ofHours(3));
    read(soon, TimestampType.CREATE_TIME, new byte[] {9});
    read(soon, TimestampType.LOG_APPEND_TIME, new byte[] {9});
    read(Instant.ofEpochMilli(-1), TimestampType.CREATE_TIME, new byte[] {9});

    assertThat(events).extracting(event -> event.ahead).containsExactly(true, false, false);
    assertThat(events.get(2).time).isEqualTo(PossibleTimes.DEFAULTS.earliest().toEpochMilli());
  }

  @Test
  void tellsTheDocumentOfADeadLetter() throws Exception {
    reader = new WithDeadLetters();
    formats =
        EventFormats.read(
            Settings.of(List.of(), Map.of()),
            new KafkaSettings(
                "", Map.of(), Map.of(Topics.CLICKS.name(), TopicFormat.NOTICES), Map.of()));
    read(registry.settings(), "x\ny".getBytes(StandardCharsets.UTF_8));

    assertThat(events).extracting(event -> event.id.toString()).containsExactly("3@42#1", "3@42#2");
  }

  @Test
  void failsWhenTheRegistryIsAway() {
    RegistrySettings nobody = new RegistrySettings("http://127.0.0.1:1", "", "", "", "");

    assertThatThrownBy(() -> read(nobody, click(RECEIVED)))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(undecodable.getCount()).isZero();
  }

  @Test
  void tellsFlinkTheTypeOfItsEvents() {
    assertThat(schema(registry.settings()).getProducedType()).isSameAs(TYPE);
  }

  private void read(RegistrySettings settings, byte[]... values) throws Exception {
    read(settings, RECEIVED, TimestampType.CREATE_TIME, values);
  }

  private void read(Instant recordTime, TimestampType type, byte[]... values) throws Exception {
    read(registry.settings(), recordTime, type, values);
  }

  private void read(
      RegistrySettings settings, Instant recordTime, TimestampType type, byte[]... values)
      throws Exception {
    // As it comes to a TaskManager.
    EventDeserializer<Click, ClickEvent> schema = InstantiationUtil.clone(schema(settings));
    schema.open(new Context());
    for (byte[] value : values) {
      schema.deserialize(record(recordTime, type, value), new Events());
    }
  }

  private EventDeserializer<Click, ClickEvent> schema(RegistrySettings settings) {
    return new EventDeserializer<>(
        Topics.CLICKS,
        formats == null ? EventFormats.avro(settings) : formats,
        TYPE,
        reader,
        PossibleTimes.DEFAULTS,
        Duration.ofMinutes(1));
  }

  private byte[] click(Instant time) {
    Click click = SampleEvents.click("c1", "i1", "r1");
    click.setEventTimestamp(time);
    return WireMessages.of(clickId, click);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      Instant recordTime, TimestampType type, byte[] value) {
    return new ConsumerRecord<>(
        "clicks",
        3,
        42,
        recordTime.toEpochMilli(),
        type,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private final class Events implements Collector<ClickEvent> {

    @Override
    public void collect(ClickEvent event) {
      events.add(event);
    }

    @Override
    public void close() {}
  }

  private final class Context implements DeserializationSchema.InitializationContext {

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup() {
        @Override
        public Counter counter(String name) {
          assertThat(name).isEqualTo("undecodable");
          return undecodable;
        }
      };
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(EventDeserializerTest.class.getClassLoader());
    }
  }
}
