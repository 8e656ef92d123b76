package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.STAGES;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.copyAt;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.ofSeats;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.request.Added;
import org.junit.jupiter.api.Test;

class RequestFunnelTest {

  private static final long T = TestEvents.HOUR;

  private final RequestFunnel funnel = new RequestFunnel();

  @Test
  void countsNothingBeforeItsRequestIsThere() {
    add(response("r", "p", T));

    assertThat(funnel.counts(STAGES)).containsOnly(0);
  }

  @Test
  void countsEachEventThatHasAWayUpToTheRequest() {
    add(click("r", "c", "i", T + 3));
    add(click("r", "lost", "other", T + 3));
    add(impression("r", "i", "p", T + 2));
    add(response("r", "p", T + 1));
    add(response("r", "p2", T + 1));
    add(request("r", T, "pub"));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 2, 1, 1);
  }

  @Test
  void countsNothingOfARequestThatIsNotAccepted() {
    add(rejected("r", T, "pub"));
    add(response("r", "p", T));

    assertThat(funnel.counts(STAGES)).containsOnly(0);
  }

  @Test
  void doesNotTakeAnEventOfAnotherStageForAParent() {
    add(request("r", T, "pub"));
    add(response("r", "x", T));
    add(click("r", "c", "x", T));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 1, 0, 0);
  }

  @Test
  void saysWhatAddingAnEventCameTo() {
    assertThat(add(response("r", "p", T))).isEqualTo(Added.NEW);
    assertThat(add(response("r", "p", T))).isEqualTo(Added.REPEATED);
    assertThat(add(response("r", "p", T + 1))).isEqualTo(Added.REPEATED);
    assertThat(add(response("r", "p", T - 1))).isEqualTo(Added.EARLIER);
    assertThat(add(request("r", T, "b"))).isEqualTo(Added.NEW);
    assertThat(add(request("r", T, "b"))).isEqualTo(Added.REPEATED);
    assertThat(add(request("r", T, "a"))).isEqualTo(Added.EARLIER);
    assertThat(add(request("r", T, null))).isEqualTo(Added.EARLIER);
    assertThat(add(request("r", T - 1, "z"))).isEqualTo(Added.EARLIER);
    assertThat(add(rejected("r", T - 1, "z"))).isEqualTo(Added.EARLIER);
    assertThat(funnel.request()).contains(new Request(T - 1, "z", false));
  }

  @Test
  void tellsResponsesWithOneIdApartByTheirBidders() {
    add(request("r", T, "pub"));
    assertThat(add(ofSeats(response("r", "1", T), "a"))).isEqualTo(Added.NEW);
    assertThat(add(ofSeats(response("r", "1", T), "b"))).isEqualTo(Added.NEW);
    assertThat(add(ofSeats(response("r", "1", T), "b"))).isEqualTo(Added.REPEATED);
    add(ofSeats(impression("r", "i", "1", T + 1), "a"));
    add(ofSeats(impression("r", "i2", "1", T + 1), "b"));
    add(ofSeats(impression("r", "i3", "1", T + 1), "c"));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 2, 2, 0);
  }

  @Test
  void findsForAnImpressionTheResponseOfItsBidderThatIsInTime() {
    add(request("r", T, "pub"));
    add(ofSeats(response("r", "", T), "late", "other"));
    add(ofSeats(response("r", "", T + 4_000)));
    add(ofSeats(impression("r", "i", "", T + 14_000), "late"));
    add(ofSeats(impression("r", "i2", "", T + 14_001), "late"));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 2, 1, 0);
  }

  @Test
  void takesResponsesThatNameNoSeatForThoseOfAny() {
    add(request("r", T, "pub"));
    add(ofSeats(response("r", "1", T)));
    add(ofSeats(response("r", "2", T), "", "a"));
    add(ofSeats(response("r", "3", T), "a"));
    add(ofSeats(impression("r", "i1", "1", T + 1), "b"));
    add(ofSeats(impression("r", "i2", "2", T + 1), "b"));
    add(ofSeats(impression("r", "i3", "3", T + 1)));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 3, 3, 0);
  }

  @Test
  void takesAnEventOfStateThatKnewNoBiddersForThatOfAny() {
    add(request("r", T, "pub"));
    add(response("r", "1", T));
    assertThat(add(ofSeats(response("r", "1", T), "a"))).isEqualTo(Added.REPEATED);
    add(ofSeats(impression("r", "i1", "1", T + 1), "a"));
    add(impression("r", "i2", "1", T + 1));

    assertThat(funnel.counts(STAGES)).containsExactly(1, 1, 2, 0);
  }

  @Test
  void takesTheCopyOfTheFirstSeatAmongImpressionsOfOneTime() {
    add(ofSeats(impression("r", "i", "p", T), "b"));

    assertThat(add(ofSeats(impression("r", "i", "p", T), "a"))).isEqualTo(Added.EARLIER);
    assertThat(add(ofSeats(impression("r", "i", "p", T), "b"))).isEqualTo(Added.REPEATED);
  }

  @Test
  void takesTheCopyWhoseParentComesFirstAmongCopiesOfOneTime() {
    add(impression("r", "i", "b", T));

    assertThat(add(impression("r", "i", "a", T))).isEqualTo(Added.EARLIER);
    assertThat(add(impression("r", "i", "b", T))).isEqualTo(Added.REPEATED);
  }

  @Test
  void hasRoomForSoManyEventsButForCopiesAlways() {
    for (int i = 0; i < RequestFunnel.MOST_CHILDREN; i++) {
      assertThat(add(response("r", "p" + i, T))).isEqualTo(Added.NEW);
    }

    assertThat(add(response("r", "one more", T))).isEqualTo(Added.REFUSED);
    assertThat(add(response("r", "p1", T))).isEqualTo(Added.REPEATED);
    assertThat(add(request("r", T, "pub"))).isEqualTo(Added.NEW);
  }

  @Test
  void forgetsAll() {
    FunnelEvent request = request("r", T, "pub");
    add(request);
    add(response("r", "p", T));
    funnel.reach(T + 75_000);

    funnel.clear();

    assertThat(funnel.request()).isEmpty();
    assertThat(funnel.children()).isEmpty();
    assertThat(funnel.last()).isEqualTo(Long.MIN_VALUE);
    assertThat(add(copyAt(request, T + 1))).isEqualTo(Added.NEW);
  }

  private Added add(FunnelEvent event) {
    return funnel.add(event, STAGES);
  }
}
