package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.ONE_HOUR;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.LateEvent.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrelateFunnelRestoreTest {

  private static final long T = HOUR + 600_000;
  private static final int REQUESTS = 20;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "3, 1", "2, 4", "3, 3"})
  void goesOnWhereItWas(int before, int after) throws Exception {
    OperatorSubtaskState[] snapshots = new OperatorSubtaskState[before];
    Map<HourOfPublisher, FunnelCounts> sums = new HashMap<>();
    for (int i = 0; i < before; i++) {
      try (CorrelateRun run = new CorrelateRun(before, i).open()) {
        run.take(owned(before, i, halves(0)));
        snapshots[i] = run.snapshot();
        add(run, sums);
      }
    }
    for (int i = 0; i < after; i++) {
      try (CorrelateRun run = CorrelateRun.restored(after, i, snapshots)) {
        run.take(owned(after, i, halves(0))).take(owned(after, i, halves(1))).end();
        add(run, sums);
        assertThat(run.late()).isEmpty();
      }
    }

    assertThat(sums)
        .isEqualTo(
            Map.of(
                new HourOfPublisher(HOUR, "pub"),
                FunnelCounts.of(REQUESTS, REQUESTS, REQUESTS, 0)));
  }

  @Test
  void leavesOutAfterARestartWhatWasTooLateBeforeIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (CorrelateRun run = CorrelateRun.started()) {
      run.take(request("r", T, "pub")).reach(T + 75_000 + ONE_HOUR);
      assertThat(run.openRequests()).isZero();
      snapshot = run.snapshot();
    }

    try (CorrelateRun run = CorrelateRun.restored(1, 0, snapshot)) {
      run.take(request("r", T, "pub")).end();

      assertThat(run.sums()).isEmpty();
      assertThat(run.late()).extracting(UncountedEvent::reason).containsExactly(Reason.LATE);
      assertThat(run.late().get(0).lateness()).isEqualTo(75_000 + ONE_HOUR);
    }
  }

  @Test
  void leavesOutInEverySubtaskWhatWasTooLateInOne() throws Exception {
    OperatorSubtaskState ahead;
    OperatorSubtaskState behind;
    try (CorrelateRun first = new CorrelateRun(2, 0).open();
        CorrelateRun second = new CorrelateRun(2, 1).open()) {
      ahead = first.take(owned(2, 0, requests(T + 2 * ONE_HOUR))).reach(T + ONE_HOUR).snapshot();
      behind = second.snapshot();
    }

    for (int i = 0; i < 3; i++) {
      try (CorrelateRun run = CorrelateRun.restored(3, i, ahead, behind)) {
        run.take(owned(3, i, requests(T))).end();

        assertThat(run.sums()).isEmpty();
        assertThat(run.late()).isNotEmpty().allMatch(late -> late.is(Reason.LATE));
      }
    }
  }

  @Test
  void saysAfterARestartWhatWasLeftWithoutRequestBeforeIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (CorrelateRun run = CorrelateRun.started()) {
      snapshot = run.take(response("r", "p", T)).reach(T).snapshot();
    }

    try (CorrelateRun run = CorrelateRun.restored(1, 0, snapshot)) {
      run.take(response("r", "p", T)).end();

      assertThat(run.late()).extracting(UncountedEvent::reason).containsExactly(Reason.ORPHAN);
      assertThat(run.metrics().count("duplicates")).isEqualTo(1);
      assertThat(run.metrics().gauge("openRequests")).isEqualTo(0L);
    }
  }

  private static List<FunnelEvent> requests(long time) {
    List<FunnelEvent> events = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      events.add(request("r" + i, time, "pub"));
    }
    return events;
  }

  private static List<FunnelEvent> halves(int half) {
    List<FunnelEvent> events = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      String id = "r" + i;
      boolean early = i % 2 == half;
      events.add(early ? request(id, T, "pub") : response(id, "p", T + 1));
      if (half == 1) {
        events.add(impression(id, "i", "p", T + 2));
      }
    }
    return events;
  }

  private static FunnelEvent[] owned(int parallelism, int index, List<FunnelEvent> events) {
    return events.stream()
        .filter(
            event ->
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        event.key(), CorrelateRun.MAX_PARALLELISM, parallelism)
                    == index)
        .toArray(FunnelEvent[]::new);
  }

  private static void add(CorrelateRun run, Map<HourOfPublisher, FunnelCounts> sums) {
    run.sums().forEach((where, counts) -> sums.merge(where, counts, FunnelCounts::plus));
  }
}
