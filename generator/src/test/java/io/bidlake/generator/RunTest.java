package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.funnel.SampleFunnels;
import io.bidlake.generator.stream.MishapRates;
import io.bidlake.generator.stream.SampleTimelines;
import io.bidlake.generator.stream.Tally;
import io.bidlake.generator.stream.Timeline;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.producer.StopSignal;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RunTest {

  private static final MishapRates MISHAPS = new MishapRates(0.1, 0.1, Duration.ofMinutes(5), 0.1);

  private final RecordingProducer producer = new RecordingProducer();
  private final StopSignal stop = new StopSignal();
  private final Tally tally = new Tally();

  @Test
  void aBoundedRunSendsEverythingThatWaits() {
    int left = run(SampleTimelines.timeline(1, MISHAPS, 1_000), fullSpeed()).send();

    assertThat(left).isZero();
    assertThat(tally.events(Topics.BID_REQUESTS)).isEqualTo(1_000);
    assertThat(tally.events(Topics.CLICKS)).isPositive();
    assertThat(producer.history()).hasSize((int) sum());
  }

  @Test
  void sendsTheSameWhateverTheClockSays() {
    run(SampleTimelines.timeline(1, MISHAPS, 300), fullSpeed()).send();
    RecordingProducer slow = new RecordingProducer();
    long[] now = {0};
    Pace pace =
        Pace.realTime(
            () -> Instant.ofEpochMilli(now[0]), millis -> now[0] += millis, SampleFunnels.START);
    new Run(SampleTimelines.timeline(1, MISHAPS, 300), pace, output(slow), stop, new Tally())
        .send();

    assertThat(slow.history())
        .extracting(ProducerRecord::value)
        .containsExactlyElementsOf(producer.history().stream().map(ProducerRecord::value).toList());
  }

  @Test
  void aStoppedRunSaysHowMuchWasNotDueYet() {
    Timeline timeline = SampleTimelines.timeline(1, MISHAPS, 1_000);
    long[] pauses = {0};
    Pace pace =
        Pace.realTime(
            InstantSource.fixed(Instant.EPOCH),
            millis -> {
              if (++pauses[0] == 3) {
                stop.request();
              }
            },
            0);

    int left = run(timeline, pace).send();

    assertThat(producer.history()).isEmpty();
    assertThat(left).isEqualTo(timeline.waiting() + 1);
  }

  @Test
  void aRunEndsWhenAMessageIsLost() {
    producer.losesAfter = 5;

    int left = run(SampleTimelines.timeline(1, MISHAPS, 1_000), fullSpeed()).send();

    assertThat(producer.history()).hasSize(5);
    assertThat(left).isPositive();
  }

  private Run run(Timeline timeline, Pace pace) {
    return new Run(timeline, pace, output(producer), stop, tally);
  }

  private static KafkaOutput output(RecordingProducer producer) {
    return new KafkaOutput(producer, KafkaSettings.read(Settings.of(List.of(), Map.of())));
  }

  private static Pace fullSpeed() {
    return Pace.fullSpeed(InstantSource.system());
  }

  private long sum() {
    long sum = 0;
    for (Topic<?> topic : Topics.ALL) {
      sum += tally.messages(topic);
    }
    return sum;
  }
}
