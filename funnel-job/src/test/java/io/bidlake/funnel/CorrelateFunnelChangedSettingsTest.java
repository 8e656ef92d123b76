package io.bidlake.funnel;

import static io.bidlake.funnel.CorrelateRun.LATENESS;
import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.STAGES;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Requests that go on from a snapshot with another lateness or bound. */
class CorrelateFunnelChangedSettingsTest {

  private static final long T = HOUR + 600_000;
  private static final long OVER = T + 75_000 + LATENESS.toMillis();
  private static final long MORE = 1_800_000;
  private static final Duration LONGER = LATENESS.plusMillis(MORE);
  private static final Duration SHORTER = LATENESS.minusMillis(MORE);

  /** Clicks 30 s longer. */
  private static final FunnelStages LONGER_BOUND =
      FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 90_000);

  private static final FunnelStages SHORTER_BOUND =
      FunnelStages.of(Topics.FUNNEL, 5_000, 10_000, 30_000);

  @Test
  void keepsARequestAsLongAsALongerLatenessSays() throws Exception {
    try (CorrelateRun run = CorrelateRun.restored(STAGES, LONGER, shownRequest())) {
      run.reach(OVER + MORE - 1);
      assertThat(run.openRequests()).isEqualTo(1);

      run.reach(OVER + MORE);
      assertThat(run.openRequests()).isZero();
      assertThat(run.metrics().gauge("openRequests")).isEqualTo(0L);
      run.end();
    }
  }

  @Test
  void knowsACopyThatALongerLatenessLetsIn() throws Exception {
    try (CorrelateRun run = CorrelateRun.restored(STAGES, LONGER, shownRequest())) {
      run.reach(OVER + 1).take(request("r", T, "pub")).end();

      assertThat(run.sums()).isEmpty();
      assertThat(run.late()).isEmpty();
      assertThat(run.metrics().count("duplicates")).isEqualTo(1);
    }
  }

  @Test
  void leavesOutWhatWasTooLateBeforeALongerLateness() throws Exception {
    OperatorSubtaskState snapshot;
    try (CorrelateRun run = CorrelateRun.started()) {
      run.take(request("r", T, "pub")).reach(OVER);
      assertThat(run.openRequests()).isZero();
      snapshot = run.snapshot();
    }
    // Also when nothing but a restart happens in between.
    try (CorrelateRun run = CorrelateRun.restored(STAGES, LONGER, snapshot)) {
      snapshot = run.snapshot();
    }

    try (CorrelateRun run = CorrelateRun.restored(STAGES, LONGER, snapshot)) {
      run.take(request("r", T, "pub"), request("s", T + 75_000, "pub")).reach(OVER).end();

      assertThat(run.sums()).isEmpty();
      assertThat(run.late()).allMatch(late -> late.is(Reason.LATE)).hasSize(2);
    }
  }

  @Test
  void forgetsARequestOnceWhenALatenessIsShorter() throws Exception {
    try (CorrelateRun run = CorrelateRun.restored(STAGES, SHORTER, shownRequest())) {
      // Out of the bound, which keeps the request a second longer.
      run.take(click("r", "late", "i", T + 76_000)).reach(OVER + 1_000 - MORE);
      assertThat(run.openRequests()).isZero();
      assertThat(run.timers()).isEqualTo(1);
      assertThat(run.late()).extracting(UncountedEvent::reason).containsExactly(Reason.ORPHAN);

      run.end();
      assertThat(run.late()).hasSize(1);
      assertThat(run.metrics().gauge("openRequests")).isEqualTo(0L);
    }
  }

  @Test
  void countsAClickForARequestThatALongerBoundKeeps() throws Exception {
    long time = T + 500 + 90_000;
    try (CorrelateRun run = CorrelateRun.restored(LONGER_BOUND, LATENESS, shownRequest())) {
      run.reach(time + LATENESS.toMillis() - 1).take(click("r", "c", "i", time));
      assertThat(run.sums())
          .isEqualTo(Map.of(new HourOfPublisher(HOUR, "pub"), FunnelCounts.of(0, 0, 0, 1)));

      run.reach(OVER + 30_000 - 1);
      assertThat(run.openRequests()).isEqualTo(1);
      run.reach(OVER + 30_000);
      assertThat(run.openRequests()).isZero();
      run.end();
      assertThat(run.late()).isEmpty();
    }
  }

  @Test
  void countsNoClickThatAShorterBoundKeepsOut() throws Exception {
    try (CorrelateRun run = CorrelateRun.restored(SHORTER_BOUND, LATENESS, shownRequest())) {
      run.take(click("r", "c", "i", T + 500 + 30_000), click("r", "d", "i", T + 500 + 30_001));
      run.end();

      assertThat(run.sums())
          .isEqualTo(Map.of(new HourOfPublisher(HOUR, "pub"), FunnelCounts.of(0, 0, 0, 1)));
      assertThat(run.late()).extracting(UncountedEvent::reason).containsExactly(Reason.ORPHAN);
    }
  }

  /** A request with its impression at {@code T + 500}. */
  private static OperatorSubtaskState shownRequest() throws Exception {
    try (CorrelateRun run = CorrelateRun.started()) {
      run.take(
              request("r", T, "pub"),
              response("r", "p", T + 100),
              impression("r", "i", "p", T + 500))
          .reach(T + 600);
      return run.snapshot();
    }
  }
}
