package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.HOUR;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself, by numbers that were worked out by hand. */
class FunnelOracleTest {

  @Test
  void countsByHourAndPublisher() {
    FunnelOracle truth =
        truth(
            request("r", HOUR - 1, "a"),
            request("s", HOUR, "a"),
            request("t", HOUR + 1, null),
            response("r", "p", HOUR),
            response("s", "p", HOUR + 5_000),
            response("t", "p", HOUR + 5_002),
            impression("s", "i", "p", HOUR + 15_000),
            impression("s", "i", "p", HOUR + 15_000),
            click("s", "c", "i", HOUR + 75_000),
            click("s", "d", "i", HOUR + 75_001),
            rejected("u", HOUR, "a"),
            response("u", "p", HOUR));

    assertThat(truth.rows())
        .hasSize(3)
        .containsEntry(
            new HourOfPublisher(HOUR - TestEvents.ONE_HOUR, "a"), FunnelCounts.of(1, 1, 0, 0))
        .containsEntry(new HourOfPublisher(HOUR, "a"), FunnelCounts.of(1, 1, 1, 1))
        .containsEntry(new HourOfPublisher(HOUR, "UNKNOWN"), FunnelCounts.of(1, 0, 0, 0));
    assertThat(truth.orphans())
        .containsExactlyInAnyOrder(
            new EventKey("bid-responses", "t", "p"), new EventKey("clicks", "s", "d"));
  }

  @Test
  void countsTheFirstOfCopies() {
    FunnelOracle truth =
        truth(
            request("r", HOUR, "\uD83D\uDE00"),
            request("r", HOUR, "\uFF21"),
            request("r", HOUR + 1, "a"));

    assertThat(truth.rows()).containsOnlyKeys(new HourOfPublisher(HOUR, "\uFF21"));
  }

  private static FunnelOracle truth(FunnelEvent... events) {
    return new FunnelOracle(TestEvents.STAGES, List.of(events));
  }
}
