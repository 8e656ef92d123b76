package io.bidlake.funnel;

import static io.bidlake.funnel.TestEvents.BOUNDS;
import static io.bidlake.funnel.TestEvents.click;
import static io.bidlake.funnel.TestEvents.copyAt;
import static io.bidlake.funnel.TestEvents.impression;
import static io.bidlake.funnel.TestEvents.rejected;
import static io.bidlake.funnel.TestEvents.request;
import static io.bidlake.funnel.TestEvents.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.funnel.RequestFunnel.Added;
import io.bidlake.funnel.RequestFunnel.Request;
import org.junit.jupiter.api.Test;

class RequestFunnelTest {

  private static final long T = TestEvents.HOUR;

  private final RequestFunnel funnel = new RequestFunnel();

  @Test
  void countsNothingBeforeItsRequestIsThere() {
    funnel.add(response("r", "p", T));

    assertThat(funnel.counts(BOUNDS)).containsOnly(0);
  }

  @Test
  void countsEachEventThatHasAWayUpToTheRequest() {
    funnel.add(click("r", "c", "i", T + 3));
    funnel.add(click("r", "lost", "other", T + 3));
    funnel.add(impression("r", "i", "p", T + 2));
    funnel.add(response("r", "p", T + 1));
    funnel.add(response("r", "p2", T + 1));
    funnel.add(request("r", T, "pub"));

    assertThat(funnel.counts(BOUNDS)).containsExactly(1, 2, 1, 1);
  }

  @Test
  void countsNothingOfARequestThatIsNotAccepted() {
    funnel.add(rejected("r", T, "pub"));
    funnel.add(response("r", "p", T));

    assertThat(funnel.counts(BOUNDS)).containsOnly(0);
  }

  @Test
  void doesNotTakeAnEventOfAnotherStageForAParent() {
    funnel.add(request("r", T, "pub"));
    funnel.add(response("r", "x", T));
    funnel.add(click("r", "c", "x", T));

    assertThat(funnel.counts(BOUNDS)).containsExactly(1, 1, 0, 0);
  }

  @Test
  void saysWhatAddingAnEventCameTo() {
    assertThat(funnel.add(response("r", "p", T))).isEqualTo(Added.NEW);
    assertThat(funnel.add(response("r", "p", T))).isEqualTo(Added.REPEATED);
    assertThat(funnel.add(response("r", "p", T + 1))).isEqualTo(Added.REPEATED);
    assertThat(funnel.add(response("r", "p", T - 1))).isEqualTo(Added.EARLIER);
    assertThat(funnel.add(request("r", T, "b"))).isEqualTo(Added.NEW);
    assertThat(funnel.add(request("r", T, "b"))).isEqualTo(Added.REPEATED);
    assertThat(funnel.add(request("r", T, "a"))).isEqualTo(Added.EARLIER);
    assertThat(funnel.add(request("r", T, null))).isEqualTo(Added.EARLIER);
    assertThat(funnel.add(request("r", T - 1, "z"))).isEqualTo(Added.EARLIER);
    assertThat(funnel.add(rejected("r", T - 1, "z"))).isEqualTo(Added.EARLIER);
    assertThat(funnel.request()).contains(new Request(T - 1, "z", false));
  }

  @Test
  void takesTheCopyWhoseParentComesFirstAmongCopiesOfOneTime() {
    funnel.add(impression("r", "i", "b", T));

    assertThat(funnel.add(impression("r", "i", "a", T))).isEqualTo(Added.EARLIER);
    assertThat(funnel.add(impression("r", "i", "b", T))).isEqualTo(Added.REPEATED);
  }

  @Test
  void hasRoomForSoManyEventsButForCopiesAlways() {
    for (int i = 0; i < RequestFunnel.MOST_CHILDREN; i++) {
      assertThat(funnel.add(response("r", "p" + i, T))).isEqualTo(Added.NEW);
    }

    assertThat(funnel.add(response("r", "one more", T))).isEqualTo(Added.REFUSED);
    assertThat(funnel.add(response("r", "p1", T))).isEqualTo(Added.REPEATED);
    assertThat(funnel.add(request("r", T, "pub"))).isEqualTo(Added.NEW);
  }

  @Test
  void forgetsAll() {
    FunnelEvent request = request("r", T, "pub");
    funnel.add(request);
    funnel.add(response("r", "p", T));
    funnel.reach(T + 75_000);

    funnel.clear();

    assertThat(funnel.request()).isEmpty();
    assertThat(funnel.children()).isEmpty();
    assertThat(funnel.last()).isEqualTo(Long.MIN_VALUE);
    assertThat(funnel.add(copyAt(request, T + 1))).isEqualTo(Added.NEW);
  }
}
