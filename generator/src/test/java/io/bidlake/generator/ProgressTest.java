package io.bidlake.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.stream.Message.Nature;
import io.bidlake.generator.stream.Tally;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final KafkaOutput OUTPUT =
      new KafkaOutput(
          new RecordingProducer(), KafkaSettings.read(Settings.of(List.of(), Map.of())));

  private final Tally tally = new Tally();
  private final List<String> lines = new ArrayList<>();
  private long now = 5_000_000_000L;

  @Test
  void writesFiguresEvery10SecondsInRealTime() {
    Progress progress = progress(0);
    send(Topics.BID_REQUESTS, 100);
    send(Topics.BID_RESPONSES, 60);
    tally.add(Topics.CLICKS, Nature.POISON);
    tick(progress, Duration.ofSeconds(9));
    assertThat(lines).isEmpty();

    tick(progress, Duration.ofSeconds(1));
    assertThat(lines)
        .containsExactly(
            "10.0 requests/s, 16.0 events/s; sent so far: bid-requests 100, bid-responses 60,"
                + " impressions 0, clicks 0, notices 0, duplicates 0, poison 1; underway 0");

    send(Topics.BID_REQUESTS, 50);
    tick(progress, Duration.ofSeconds(10));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("5.0 requests/s, 5.0 events/s; sent so far: bid-requests");
  }

  @Test
  void writesRateAndTimeLeftWhileBackfilling() {
    Progress progress = progress(1_000);
    send(Topics.BID_REQUESTS, 250);
    send(Topics.IMPRESSIONS, 50);
    tick(progress, Duration.ofSeconds(3));

    assertThat(lines)
        .containsExactly("backfill: 250 of 1,000 requests (25 %), 100 events/s, 9 s left");
  }

  @Test
  void goesOverToRealTimeWhenTheBackfillIsSent() {
    Progress progress = progress(1_000);
    send(Topics.BID_REQUESTS, 1_000);
    tick(progress, Duration.ofSeconds(2));
    assertThat(lines).containsExactly("backfill sent: 1,000 events in 2.0 s: 500 events/s");

    send(Topics.BID_REQUESTS, 30);
    tick(progress, Duration.ofSeconds(10));
    assertThat(lines.get(1)).startsWith("3.0 requests/s");
  }

  private Progress progress(long backfillRequests) {
    return new Progress(tally, OUTPUT, backfillRequests, lines::add, () -> now);
  }

  private void tick(Progress progress, Duration later) {
    now += later.toNanos();
    progress.tick();
  }

  private void send(Topic<?> topic, int count) {
    for (int i = 0; i < count; i++) {
      tally.add(topic, Nature.EVENT);
    }
  }
}
