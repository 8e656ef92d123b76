package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.stream.Message;
import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.generator.stream.Tally;
import io.bidlake.model.ExampleTopics;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private static final KafkaSettings KAFKA =
      KafkaSettings.read(Settings.of(List.of("--topic.clicks", "taps"), Map.of()));

  @Test
  void tellsEventsDuplicatesLateAndPoisonOfEachTopic() {
    Tally tally = new Tally();
    for (int i = 0; i < 1_500; i++) {
      tally.add(Topics.BID_REQUESTS, Nature.EVENT);
    }
    tally.add(Topics.BID_REQUESTS, Nature.LATE);
    tally.add(Topics.BID_REQUESTS, Nature.DUPLICATE);
    tally.add(Topics.CLICKS, Nature.POISON);

    List<String> lines =
        Summary.of(tally, KAFKA).lines().map(line -> line.replaceAll(" +", " ")).toList();

    assertThat(lines)
        .containsExactly(
            "topic events (late) duplicates poison messages",
            "bid-requests 1,501 1 1 0 1,502",
            "bid-responses 0 0 0 0 0",
            "impressions 0 0 0 0 0",
            "taps 0 0 0 1 1",
            "notices 0 0 0 0 0",
            "all 1,501 1 1 1 1,503");
    assertThat(Summary.speed(tally, Duration.ofMillis(500)))
        .isEqualTo("1,501 events in 0.5 s: 3,002 events/s");
  }

  @Test
  void tellsEventsOfTheExampleTopicsIfTheyAreSent() {
    Tally tally = new Tally(ExampleTopics.WITH_OTHERS);
    tally.add(Topics.CLICKS, Nature.EVENT);
    tally.add(ExampleTopics.VIEWABILITY, Nature.EVENT);

    List<String> lines =
        Summary.of(tally, KAFKA).lines().map(line -> line.replaceAll(" +", " ")).toList();

    assertThat(lines)
        .endsWith("events.viewability 1 0 0 0 1", "events.conversions 0 0 0 0 0", "all 2 0 0 0 2");
    assertThat(Summary.speed(tally, Duration.ofSeconds(1)))
        .isEqualTo("2 events in 1.0 s: 2 events/s");
  }

  @Test
  void tellsWhatWasLost() {
    RecordingProducer producer = new RecordingProducer();
    producer.losesAfter = 1;
    KafkaOutput output = new KafkaOutput(producer, KAFKA);
    for (int i = 0; i <= 1_234; i++) {
      output.send(new Message(0, i, Topics.CLICKS, Nature.EVENT, new byte[1], new byte[1]));
    }

    assertThat(Summary.losses(output, KAFKA)).isEqualTo("1,234 of taps");
  }
}
