package io.bidlake.generator.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant START = Instant.parse("2026-02-03T00:00:00Z");
  private static final long START_MS = START.toEpochMilli();

  @Test
  void withoutBackfillRequestsFollowEachOtherEvenlyAndNeverDrift() {
    Schedule schedule = new Schedule(START, 3, Duration.ZERO);

    assertThat(schedule.backfillRequests()).isZero();
    assertThat(schedule.timeOf(0)).isEqualTo(START_MS);
    assertThat(schedule.timeOf(1)).isEqualTo(START_MS + 333);
    assertThat(schedule.timeOf(3L * 86_400 * 365)).isEqualTo(START_MS + 86_400_000L * 365);
  }

  @Test
  void aBackfillHasAllItsRequestsInsideItsWindow() {
    Schedule schedule = new Schedule(START, 10, Duration.ofHours(2));

    assertThat(schedule.backfillRequests()).isEqualTo(72_000);
    assertThat(schedule.backfillEnd()).isEqualTo(START_MS + 7_200_000);
    long before = START_MS;
    for (long i = 0; i < 72_000; i++) {
      long time = schedule.timeOf(i);
      assertThat(time).isBetween(before, schedule.backfillEnd() - 1);
      before = time;
    }
    assertThat(schedule.timeOf(0)).isEqualTo(START_MS);
    assertThat(schedule.timeOf(72_000)).isEqualTo(schedule.backfillEnd());
    assertThat(schedule.timeOf(72_010)).isEqualTo(schedule.backfillEnd() + 1_000);
  }

  @Test
  void trafficGoesUpAndDownOverTheDay() {
    Schedule schedule = new Schedule(START, 10, Duration.ofDays(2));
    int[] hours = new int[48];
    for (long i = 0; i < schedule.backfillRequests(); i++) {
      hours[(int) ((schedule.timeOf(i) - START_MS) / 3_600_000)]++;
    }

    assertThat(hours[4]).isBetween(15_000, 20_000);
    assertThat(hours[20]).isBetween(52_000, 57_000);
    for (int hour = 0; hour < 24; hour++) {
      assertThat(hours[hour + 24]).isCloseTo(hours[hour], within(1));
      assertThat(hours[(hour + 1) % 24] / (double) hours[hour]).isBetween(0.7, 1.4);
    }
  }

  @Test
  void oddWindowsKeepTheTotalToo() {
    Schedule schedule = new Schedule(START, 1.7, Duration.ofMillis(1_234_567));

    assertThat(schedule.backfillRequests()).isEqualTo(2_099);
    assertThat(schedule.timeOf(2_098)).isLessThan(schedule.backfillEnd());
    assertThat(schedule.timeOf(2_099)).isEqualTo(schedule.backfillEnd());
  }
}
