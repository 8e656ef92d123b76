package io.bidlake.auction;

import static io.bidlake.auction.Facts.bid;
import static io.bidlake.auction.Facts.click;
import static io.bidlake.auction.Facts.impression;
import static io.bidlake.auction.Facts.loss;
import static io.bidlake.auction.Facts.notice;
import static io.bidlake.auction.Facts.request;
import static io.bidlake.auction.Facts.requestOf;
import static io.bidlake.auction.Facts.response;
import static io.bidlake.auction.Facts.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Request;
import io.bidlake.model.DealStep;
import io.bidlake.runtime.state.EventId;
import io.bidlake.tables.Users;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CountAuctionTest {

  private static final double UNKNOWN = Double.NaN;
  private static final Percentage ONE_PERCENT = Percentage.withPercentage(1);
  private static final long HOUR = 3_600_000;

  private static final Request REQUEST = request(slot("1", "300x250", 1.0), slot("2", null, 0.5));
  private static final Bid BID = bid("a", "1", 2.0, "c1");

  private static final Fact[] SOLD = {
    REQUEST,
    response("p", 100, null, BID),
    notice(Kind.WIN, "w", 100, "1", "a", 1.5),
    notice(Kind.BILLING, "b", 900, "1", "a", 1.5),
    impression("i", "p", 900, "1", "a", 1.5),
    click("k", "i", 5_000)
  };

  static Stream<Arguments> reasons() {
    Fact answer = response("p", 100, null, BID);
    Fact win = notice(Kind.WIN, "w", 100, "1", "a", 1.5);
    Fact billing = notice(Kind.BILLING, "b", 900, "1", "a", 1.5);
    Fact shown = impression("i", "p", 900, "1", "a", 1.5);
    return Stream.of(
        arguments("NO_RESPONSE", List.of()),
        arguments("NO_RESPONSE", List.of(response("p", 5_001, null, BID))),
        arguments("NO_RESPONSE", List.of(response("p", -1, null, BID))),
        arguments("NO_BID", List.of(response("p", 1, null))),
        arguments("NO_BID: UNMATCHED_USER", List.of(response("p", 1, 8))),
        arguments("NO_BID: OTHER", List.of(response("p", 1, 512))),
        arguments("NO_BID: TECHNICAL_ERROR", List.of(response("p", 1, 8), response("q", 1, 1))),
        arguments("BELOW_FLOOR", List.of(response("p", 1, null, bid("a", "1", 0.9, null)))),
        arguments("LOST", List.of(response("p", 1, null, bid("a", "1", 1.0, null)))),
        arguments("LOST", List.of(response("p", 1, null, bid("a", "1", UNKNOWN, null)))),
        arguments("LOST", List.of(response("p", 1, null, bid("a", "9", 0.1, null)))),
        arguments("LOST: SEAT_BLOCKED", List.of(answer, loss("l", 1, "1", "a", 104))),
        arguments("LOST: OTHER", List.of(answer, loss("l", 1, "1", "a", 1_234))),
        arguments(
            "LOST: INTERNAL_ERROR",
            List.of(answer, loss("l", 1, "1", "a", 104), loss("m", 1, "1", "b", 1))),
        arguments("WON_NOT_BILLED", List.of(answer, win)),
        arguments("WON_NOT_BILLED", List.of(answer, win, shown)),
        arguments("LOST", List.of(answer, notice(Kind.WIN, "w", HOUR + 1, "1", "a", 1.5))),
        arguments("BILLED_NOT_RENDERED", List.of(answer, win, billing)),
        arguments("BILLED_NOT_RENDERED", List.of(answer, billing)),
        arguments("RENDERED", List.of(answer, win, billing, shown)),
        arguments("RENDERED", List.of(answer, shown)),
        arguments(
            "RENDERED",
            List.of(answer, win, billing, notice(Kind.PIXEL, "x", 950, "1", "a", UNKNOWN))),
        arguments("LOST", List.of(answer, impression("i", "p", 10_101, "1", "a", 1.5))),
        arguments("LOST", List.of(answer, impression("i", "q", 900, "1", "a", 1.5))));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void countsARequestUnderTheReasonOfItsEnd(String reason, List<Fact> facts) {
    AuctionRun run = AuctionRun.of(REQUEST);
    facts.forEach(run::add);

    assertThat(run.rows(AuctionTable.LEAKAGE)).containsOnlyKeys("0 pub/" + reason);
    assertThat(run.row(AuctionTable.LEAKAGE, "0").get("requests")).isEqualTo(1L);
  }

  @Test
  void doesNotCountRejectedRequests() {
    Request rejected = new Request(REQUEST.time(), "pub", false, REQUEST.slots(), Users.NOBODY);
    AuctionRun run = AuctionRun.of(rejected, response("p", 100, null, BID));

    assertThat(run.rows(AuctionTable.LEAKAGE)).isEmpty();
    assertThat(run.rows(AuctionTable.LANDSCAPE)).isEmpty();
  }

  @Test
  void showsWhatASizeIsOfferedAndSoldFor() {
    AuctionRun run = AuctionRun.of(SOLD);
    run.add(response("q", 200, null, bid("b", "1", 0.5, null), bid("b", "1", UNKNOWN, null)));

    Map<String, Object> row = run.row(AuctionTable.LANDSCAPE, "0 pub/300x250");

    assertThat(row)
        .containsEntry("publisher_id", "pub")
        .containsEntry("size", "300x250")
        .containsEntry("requests", 1L)
        .containsEntry("requests_with_bids", 1L)
        .containsEntry("bids", 3L)
        .containsEntry("bids_per_request", 3.0)
        .containsEntry("priced_bids", 2L)
        .containsEntry("sales", 1L)
        .containsEntry("below_floor_share", 0.5)
        .containsEntry("mean_bid_gap", 0.5);
    assertThat((Double) row.get("bid_price_min")).isCloseTo(0.5, ONE_PERCENT);
    assertThat((Double) row.get("bid_price_p50")).isCloseTo(0.5, ONE_PERCENT);
    assertThat((Double) row.get("bid_price_p75")).isCloseTo(2.0, ONE_PERCENT);
    assertThat((Double) row.get("bid_price_max")).isCloseTo(2.0, ONE_PERCENT);
    assertThat((Double) row.get("clearing_price_p99")).isCloseTo(1.5, ONE_PERCENT);
    assertThat(run.row(AuctionTable.LANDSCAPE, "0 pub/UNKNOWN"))
        .containsEntry("requests", 1L)
        .containsEntry("requests_with_bids", 0L)
        .containsEntry("bid_price_p50", null)
        .containsEntry("below_floor_share", null)
        .containsEntry("mean_bid_gap", null);
  }

  @Test
  void countsARequestOnceForASizeThatItHasTwice() {
    AuctionRun run =
        AuctionRun.of(
            request(slot("1", "300x250", 1), slot("2", "300x250", 1)),
            response("p", 1, null, bid("a", "1", 2, null), bid("a", "2", 2, null)));

    assertThat(run.row(AuctionTable.LANDSCAPE, "0 pub/300x250"))
        .containsEntry("requests", 1L)
        .containsEntry("requests_with_bids", 1L)
        .containsEntry("bids", 2L);
  }

  @Test
  void takesAFloorOf0ForNone() {
    AuctionRun run =
        AuctionRun.of(
            request(slot("1", "300x250", 0)), response("p", 1, null, bid("a", "1", 2, null)));

    assertThat(run.row(AuctionTable.LANDSCAPE, "0 pub/300x250"))
        .containsEntry("priced_bids", 1L)
        .containsEntry("below_floor_share", null);
  }

  @Test
  void countsImpressionsAndClicksInTheirMinuteForTheCampaign() {
    AuctionRun run = AuctionRun.of(SOLD);
    run.add(click("later", "i", 60_000));

    assertThat(run.row(AuctionTable.SERVING, "0 c1/pub"))
        .containsEntry("impressions", 1L)
        .containsEntry("clicks", 1L)
        .containsEntry("spend", 0.0015)
        .containsEntry("ctr", 1.0);
    assertThat(run.row(AuctionTable.SERVING, "60000 c1/pub"))
        .containsEntry("impressions", 0L)
        .containsEntry("clicks", 1L)
        .containsEntry("ctr", null);
  }

  @Test
  void countsForUnknownWhatHasNoResponseAndNoRequest() {
    AuctionRun run = AuctionRun.of(impression("i", "p", 900, "1", "a", UNKNOWN));
    run.add(click("k", "other", 1_000));

    assertThat(run.rows(AuctionTable.SERVING)).containsOnlyKeys("0 UNKNOWN/UNKNOWN");
    assertThat(run.row(AuctionTable.SERVING, "0"))
        .containsEntry("impressions", 1L)
        .containsEntry("clicks", 1L)
        .containsEntry("spend", 0.0);
  }

  @Test
  void takesTheCampaignOfTheHighestBidThatCanHaveWon() {
    AuctionRun run =
        AuctionRun.of(
            response(
                "p",
                0,
                null,
                bid("a", "1", 2, "low"),
                bid("a", "1", 3, "high"),
                bid("a", "2", 9, "elsewhere"),
                bid("b", "1", 9, "another's"),
                bid("a", "1", UNKNOWN, "unpriced")),
            impression("i", "p", 900, "1", "a", 1.5));

    assertThat(run.rows(AuctionTable.SERVING)).containsOnlyKeys("0 high/UNKNOWN");
  }

  @Test
  void countsTheUsersWhoSawACampaign() {
    AuctionRun run = AuctionRun.of(requestOf(7), response("p", 100, null, BID));
    run.add(impression("i", "p", 900, "1", "a", 1.5));
    run.add(impression("again", "p", 901, "1", "a", UNKNOWN));

    assertThat(run.row(AuctionTable.REACH, "0 c1"))
        .containsEntry("window_start", Facts.HOUR)
        .containsEntry("campaign_id", "c1")
        .containsEntry("impressions", 2L)
        .containsEntry("users", 1L)
        .containsEntry("users_low", 1L)
        .containsEntry("users_high", 1L);
    assertThat(run.rows(AuctionTable.REACH).get("0 c1").users).containsExactly(7, 2);
  }

  @Test
  void countsNoUsersWithoutUserCampaignOrRequestWithinTheBound() {
    Fact shown = impression("i", "p", 900, "1", "a", 1.5);
    Fact answer = response("p", 100, null, BID);

    assertThat(AuctionRun.of(REQUEST, answer, shown).rows(AuctionTable.REACH)).isEmpty();
    assertThat(AuctionRun.of(requestOf(7), shown).rows(AuctionTable.REACH)).isEmpty();
    assertThat(AuctionRun.of(answer, shown).rows(AuctionTable.REACH)).isEmpty();
    assertThat(
            AuctionRun.of(requestOf(7), response("p", 1, null, bid("a", "1", 2.0, null)), shown)
                .rows(AuctionTable.REACH))
        .isEmpty();
    assertThat(
            AuctionRun.of(
                    requestOf(7),
                    response("p", 14_000, null, BID),
                    impression("i", "p", 15_001, "1", "a", 1.5))
                .rows(AuctionTable.REACH))
        .isEmpty();
    assertThat(
            AuctionRun.of(
                    requestOf(7),
                    response("p", 14_000, null, BID),
                    impression("i", "p", 15_000, "1", "a", 1.5))
                .rows(AuctionTable.REACH))
        .hasSize(1);
  }

  @Test
  void countsTheSmallerUserOfCopiesThatDifferInNothingElse() {
    Fact answer = response("p", 100, null, BID);
    Fact shown = impression("i", "p", 900, "1", "a", 1.5);
    AuctionRun one = AuctionRun.of(requestOf(8), requestOf(7), answer, shown);
    AuctionRun other = AuctionRun.of(answer, shown, requestOf(7), requestOf(8));

    assertThat(one.rows(AuctionTable.REACH).get("0 c1").users).containsExactly(7, 1);
    assertThat(other.all()).isEqualTo(one.all());
  }

  @Test
  void takesBackAUserFromACampaignThatTurnsOutToBeAnother() {
    AuctionRun run =
        AuctionRun.of(
            requestOf(7), response("p", 100, null, BID), impression("i", "p", 900, "1", "a", 1.5));
    run.add(response("p", 99, null, bid("a", "1", 2.0, "c2")));

    assertThat(run.rows(AuctionTable.REACH)).containsOnlyKeys("0 c2");

    run.add(new Request(Facts.HOUR - 1, "pub", true, List.of(), 8));

    assertThat(run.rows(AuctionTable.REACH).get("0 c2").users).containsExactly(8, 1);
  }

  @Test
  void matchesWinBillingAndRendering() {
    AuctionRun run = AuctionRun.of(SOLD);

    assertThat(run.row(AuctionTable.RECONCILIATION, "0 a"))
        .containsEntry("won", 1L)
        .containsEntry("billed", 1L)
        .containsEntry("rendered", 1L)
        .containsEntry("matched", 1L)
        .containsEntry("not_won", 0L)
        .containsEntry("other_price", 0L)
        .containsEntry("price_difference", 0.0);
    assertThat(run.rows(AuctionTable.GAPS)).isEmpty();
  }

  @Test
  void listsAGapWithIdsUntilTheCounterpartArrives() {
    AuctionRun run = AuctionRun.of(notice(Kind.WIN, "w", 100, "1", "a", 1.5));

    assertThat(run.row(AuctionTable.GAPS, "0 r/1/a/"))
        .containsEntry("request_id", "r")
        .containsEntry("imp_id", "1")
        .containsEntry("bidder_id", "a")
        .containsEntry("first_event_at", Facts.HOUR + 100)
        .containsEntry("missing", "BILLING RENDERING")
        .containsEntry("won_at", Facts.HOUR + 100)
        .containsEntry("billed_at", null)
        .containsEntry("price", 1.5);

    run.add(impression("i", "p", 900, "1", "a", 1.5));
    assertThat(run.row(AuctionTable.GAPS, "0 r/1/a/")).containsEntry("missing", "BILLING");

    run.add(notice(Kind.BILLING, "b", HOUR + 100, "1", "a", 1.5));
    assertThat(run.rows(AuctionTable.GAPS)).isEmpty();
  }

  @Test
  void namesWhatIsBilledWithoutAWin() {
    AuctionRun run = AuctionRun.of(notice(Kind.BILLING, "b", 0, "1", null, UNKNOWN));

    assertThat(run.row(AuctionTable.RECONCILIATION, "0 UNKNOWN"))
        .containsEntry("not_won", 1L)
        .containsEntry("not_rendered", 1L)
        .containsEntry("billed", 1L);
    assertThat(run.row(AuctionTable.GAPS, "0 r/1/UNKNOWN/"))
        .containsEntry("missing", "WIN RENDERING")
        .containsEntry("price", null);
  }

  @Test
  void missesNoStepThatIsNotReconciled() {
    AuctionBounds withoutWins =
        new AuctionBounds(
            5_000, 10_000, 60_000, HOUR, Set.of(DealStep.BILLING, DealStep.RENDERING));
    AuctionRun run = new AuctionRun(Facts.ID, withoutWins);
    run.add(notice(Kind.WIN, "w", 100, "2", "a", 1.5));
    assertThat(run.rows(AuctionTable.RECONCILIATION)).isEmpty();

    run.add(notice(Kind.BILLING, "b", 100, "1", "a", 1.5));
    assertThat(run.row(AuctionTable.GAPS, "0 r/1/a/")).containsEntry("missing", "RENDERING");

    run.add(impression("i", "p", 900, "1", "a", 1.5));
    assertThat(run.row(AuctionTable.RECONCILIATION, "0 a"))
        .containsEntry("won", 0L)
        .containsEntry("not_won", 0L)
        .containsEntry("billed", 1L)
        .containsEntry("matched", 1L);
    assertThat(run.rows(AuctionTable.GAPS)).isEmpty();
  }

  @Test
  void beginsAnewAfterTheBound() {
    AuctionRun run =
        AuctionRun.of(
            notice(Kind.WIN, "w", 0, "1", "a", 1.5),
            notice(Kind.BILLING, "b", HOUR + 1, "1", "a", 1.5));

    assertThat(run.row(AuctionTable.RECONCILIATION, "0 a")).containsEntry("not_billed", 1L);
    assertThat(run.row(AuctionTable.RECONCILIATION, "3600000 a")).containsEntry("not_won", 1L);
    assertThat(run.rows(AuctionTable.GAPS)).hasSize(2);
  }

  @Test
  void countsABillThatComesTwiceAndOneOfAnotherPrice() {
    AuctionRun run = AuctionRun.of(SOLD);
    run.add(notice(Kind.BILLING, "again", 2_000, "1", "a", 1.5));
    run.add(notice(Kind.WIN, "w2", 100, "2", "a", 1.0));
    run.add(notice(Kind.BILLING, "b2", 100, "2", "a", 1.25));

    assertThat(run.row(AuctionTable.RECONCILIATION, "0 a"))
        .containsEntry("billed", 2L)
        .containsEntry("billed_again", 1L)
        .containsEntry("other_price", 1L)
        .containsEntry("price_difference", 0.00025);
  }

  @Test
  void countsADuplicateOnce() {
    AuctionRun once = AuctionRun.of(SOLD);
    AuctionRun twice = AuctionRun.of(SOLD);
    for (Fact fact : SOLD) {
      twice.add(fact);
    }

    assertThat(twice.all()).isEqualTo(once.all());
  }

  @Test
  void joinsNothingWithoutARequestId() {
    AuctionRun run = new AuctionRun(EventId.EMPTY);
    run.add(impression("i", "p", 900, "1", "a", 1.5));

    assertThat(run.rows(AuctionTable.SERVING)).hasSize(1);
    assertThat(run.rows(AuctionTable.RECONCILIATION)).isEmpty();
  }

  @Test
  void keepsAnAuctionInLessThan500Bytes() {
    AuctionRun run =
        AuctionRun.of(requestOf(Long.MAX_VALUE, slot("1", "300x250", 1), slot("2", "728x90", 1)));
    String uuid = "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f";
    run.add(
        response(
            uuid + 0,
            90,
            null,
            bid("dsp-alder", "1", 1.25, "cmp-23-1"),
            bid("dsp-birch", "1", 1.5, "cmp-11-4"),
            bid("dsp-maple", "2", 0.75, "cmp-3-2")));
    run.add(notice(Kind.WIN, uuid + 3, 90, "1", "dsp-birch", 1.5));
    run.add(loss(uuid + 4, 90, "1", "dsp-alder", 102));
    run.add(notice(Kind.BILLING, uuid + 5, 900, "1", "dsp-birch", 1.5));
    run.add(impression(uuid + 1, uuid + 0, 900, "1", "dsp-birch", 1.5));
    run.add(click(uuid + 2, uuid + 1, 3_000));

    assertThat(run.stateSize()).isLessThan(500);
  }
}
