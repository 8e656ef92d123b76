package io.bidlake.verify.truth;

import static io.bidlake.verify.truth.Traffic.HOUR;
import static io.bidlake.verify.truth.Traffic.MINUTE;
import static io.bidlake.verify.truth.WindowTable.BIDDER;
import static io.bidlake.verify.truth.WindowTable.GEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImpressionTruthTest {

  private final Traffic traffic = new Traffic();

  @Test
  void addsUpImpressionsByHourAndCountryOfTheirRequests() {
    traffic.request("r1", 0, "pub", "DEU");
    traffic.paid("r1", "i1", 1000, "a", 2);
    traffic.paid("r1", "i2", 2000, "b", 4);
    traffic.request("r2", 0, "pub", "FRA");
    traffic.paid("r2", "i1", 1000, "a", 1);

    assertThat(traffic.rows(GEO))
        .containsExactly(
            entry("12:00 DEU", List.of(2L, 0.006, 3.0)),
            entry("12:00 FRA", List.of(1L, 0.001, 1.0)));
  }

  @Test
  void putsAnImpressionExactlyAtTheHourIntoThatHour() {
    traffic.request("r", HOUR - 1000);
    traffic.paid("r", "i1", HOUR - 1, "a", 1);
    traffic.paid("r", "i2", HOUR, "a", 2);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 DEU", "13:00 DEU");
  }

  @Test
  void takesTheCountryOfTheRequestUpToTheBoundAndNotBeyond() {
    traffic.request("r", 1000);
    traffic.paid("r", "before", 999, "a", 1);
    traffic.paid("r", "at once", 1000, "a", 2);
    traffic.paid("r", "at the bound", 16_000, "a", 4);
    traffic.paid("r", "beyond", 16_001, "a", 8);

    assertThat(traffic.rows(GEO))
        .containsExactly(
            entry("12:00 DEU", List.of(2L, 0.006, 3.0)),
            entry("12:00 UNKNOWN", List.of(2L, 0.009, 4.5)));
  }

  @Test
  void callsTheCountryUnknownWithoutRequestOrWithoutItsCountry() {
    traffic.request("no country", 0, "pub", null);
    traffic.paid("no country", "i", 1, "a", 1);
    traffic.paid("no request", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 UNKNOWN");
    assertThat(traffic.rows(GEO).get("12:00 UNKNOWN")).startsWith(2L);
  }

  @Test
  void givesAnImpressionWithoutRequestIdNoRequest() {
    traffic.rejectedRequest("", 0);
    traffic.paid("", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 UNKNOWN");
  }

  @Test
  void countsImpressionsOfRejectedRequestsForTheirCountry() {
    traffic.rejectedRequest("r", 0);
    traffic.paid("r", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 DEU");
  }

  @Test
  void countsCopiesOfAnImpressionOnce() {
    traffic.paid("r", "i", 1, "a", 1);
    traffic.paid("r", "i", 1, "a", 1);
    traffic.paid("another", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO).get("12:00 UNKNOWN")).startsWith(2L);
    assertThat(traffic.rows(BIDDER).get("12:00 a")).contains(2L);
  }

  @Test
  void countsOfDifferingCopiesTheFirstThenTheCheapestThenTheFirstBidder() {
    traffic.paid("r", "by time", HOUR, "a", 1);
    traffic.paid("r", "by time", HOUR - 1, "b", 2);
    traffic.paid("r", "by price", 5 * HOUR, "b", 4);
    traffic.paid("r", "by price", 5 * HOUR, "a", 8);
    traffic.paid("r", "by bidder", 9 * HOUR, "b", 16);
    traffic.paid("r", "by bidder", 9 * HOUR, "a", 16);

    assertThat(traffic.rows(GEO).values())
        .containsExactly(
            List.of(1L, 0.002, 2.0), List.of(1L, 0.004, 4.0), List.of(1L, 0.016, 16.0));
    assertThat(traffic.rows(BIDDER)).containsKeys("12:59 b", "17:00 b", "21:00 a");
    assertThat(traffic.rows(BIDDER)).doesNotContainKeys("13:00 a", "17:00 a", "21:00 b");
  }

  @Test
  void takesTheCountryOfTheFirstCopyOfARequest() {
    traffic.request("by time", 2, "a", "AAA");
    traffic.request("by time", 1, "b", "BBB");
    traffic.paid("by time", "i", 3, "a", 1);
    traffic.request("by country", 1, "a", "DDD");
    traffic.request("by country", 1, "b", "CCC");
    traffic.paid("by country", "i", 3, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 BBB", "12:00 CCC");
  }

  @Test
  void comparesTextsByTheirBytes() {
    // In UTF-16 the second one, a pair of surrogates, would come before the first.
    traffic.request("r", 1, "pub", "\uffee");
    traffic.request("r", 1, "pub", "\ud83d\ude00");
    traffic.paid("r", "i", 3, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 \uffee");
  }

  @Test
  void leavesOutWhatHasNoPrice() {
    traffic.paid("r", "i1", 1, "a", Double.NaN);
    traffic.paid("r", "i2", 0, "a", Double.NaN);
    traffic.paid("r", "i2", 1, "b", 0);

    assertThat(traffic.rows(GEO)).containsExactly(entry("12:00 UNKNOWN", List.of(1L, 0.0, 0.0)));
    assertThat(traffic.rows(BIDDER)).containsKey("12:00 b").doesNotContainKey("12:00 a");
  }

  @Test
  void countsAnImpressionInTheFiveWindowsAroundIt() {
    traffic.paid("r", "i", 10 * MINUTE, "a", 1);

    assertThat(traffic.rows(BIDDER))
        .containsOnlyKeys("12:06 a", "12:07 a", "12:08 a", "12:09 a", "12:10 a");
    assertThat(traffic.rows(BIDDER).get("12:06 a"))
        .containsExactly((Traffic.NOON + 11 * MINUTE) * 1000, 1L, 0.001, 1.0);
  }

  @Test
  void putsTheLastMillisecondOfAMinuteIntoThatMinute() {
    traffic.paid("r", "i", 10 * MINUTE - 1, "a", 1);

    assertThat(traffic.rows(BIDDER))
        .containsOnlyKeys("12:05 a", "12:06 a", "12:07 a", "12:08 a", "12:09 a");
  }

  @Test
  void leavesOutExactlyTheRecordsThatAreLateForTheTable() {
    traffic.uncounted(GEO, traffic.paid("r", "i", 1, "a", 1), "LATE");
    traffic.paid("r", "i", 1, "a", 2);
    traffic.uncounted(GEO, traffic.paid("r", "j", 1, "a", 4), "LATE");

    assertThat(traffic.rows(GEO)).containsExactly(entry("12:00 UNKNOWN", List.of(1L, 0.002, 2.0)));
    assertThat(traffic.rows(BIDDER).get("12:00 a")).endsWith(2L, 0.005, 2.5);
  }

  @Test
  void doesNotTakeTheCountryOfALateRequest() {
    traffic.uncounted(GEO, traffic.request("r", 0), "LATE");
    traffic.paid("r", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 UNKNOWN");
  }

  @Test
  void leavesOutWhatAWrongClockSays() {
    traffic.ahead().paid("r", "i", 9 * HOUR, "a", 1);
    traffic.ahead().request("r2", 0);
    traffic.paid("r2", "i", 1, "a", 1);

    assertThat(traffic.rows(GEO)).containsOnlyKeys("12:00 UNKNOWN");
    assertThat(traffic.rows(BIDDER))
        .containsOnlyKeys("11:56 a", "11:57 a", "11:58 a", "11:59 a", "12:00 a");
  }

  @Test
  void knowsWhichRowsARequestAfterTheMarkMayChange() {
    traffic.paid("r", "i", 1, "a", 1);
    traffic.paid("another", "i", HOUR, "a", 1);
    traffic.afterMark().request("r", 0, "pub", "FRA");

    assertThat(traffic.inFlight(GEO)).containsExactly("12:00 FRA", "12:00 UNKNOWN");
    assertThat(traffic.inFlight(BIDDER)).isEmpty();
  }

  @Test
  void knowsWhichRowsAnImpressionAfterTheMarkMayChange() {
    traffic.request("r", 0);
    traffic.paid("r", "i", HOUR, "a", 1);
    traffic.afterMark().paid("r", "i", 1, "b", 1);

    assertThat(traffic.inFlight(GEO))
        .containsExactly("12:00 DEU", "12:00 UNKNOWN", "13:00 DEU", "13:00 UNKNOWN");
    assertThat(traffic.inFlight(BIDDER)).contains("12:00 b", "13:00 a").hasSize(10);
  }
}
