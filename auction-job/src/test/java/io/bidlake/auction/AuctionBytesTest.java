package io.bidlake.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.model.DealStep;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuctionBytesTest {

  /** What the first release has written for {@link #FACTS}. */
  private static final String RELEASED_1 =
      "0180ca9b908467904ea09c01c0a90780bab70301ffb9b7030670756201040102310e33"
          + "3030783235303ff8000000000000010232017ff800000000000004c801010270040002"
          + "610004020102314000000000000000026301010102323ff000000000000001c8010102"
          + "710001086e6f6e6501100001c80101027701000102310261013ff80000000000000002"
          + "880e01026201000102310261013ff800000000000000048a0e01027801000102310100"
          + "0003c80101026c010001023102620001cc0105880e0102690102700102310261013ff8"
          + "00000000000000060901026b0102690100010000";

  /** What the release with users has written for {@link #FACTS}. */
  static final String RELEASED_2 =
      "0280ca9b908467904ea09c01c0a90780bab70301ffb9b7030670756201040102310e33"
          + "3030783235303ff8000000000000010232017ff8000000000000010123456789abcdef"
          + "04c801010270040002610004020102314000000000000000026301010102323ff00000"
          + "0000000001c8010102710001086e6f6e6501100001c80101027701000102310261013f"
          + "f80000000000000002880e01026201000102310261013ff800000000000000048a0e01"
          + "0278010001023101000003c80101026c010001023102620001cc0105880e0102690102"
          + "700102310261013ff800000000000000060901026b0102690100010000";

  /** What the release with {@code hourly_event_quality} has written for {@link #FACTS}. */
  private static final String RELEASED_3 =
      "0380ca9b908467904ea09c01c0a90780bab7030101010101ffb9b7030670756201040102310e"
          + "333030783235303ff8000000000000010232017ff8000000000000010123456789abcd"
          + "ef04c801010270040002610004020102314000000000000000026301010102323ff000"
          + "000000000001c8010102710001086e6f6e6501100001c8010102770100010231026101"
          + "3ff80000000000000002880e01026201000102310261013ff800000000000000048a0e"
          + "010278010001023101000003c80101026c010001023102620001cc0105880e01026901"
          + "02700102310261013ff800000000000000060901026b0102690100010000";

  private static final List<Fact> FACTS =
      List.of(
          Facts.requestOf(
              0x123456789abcdefL,
              Facts.slot("1", "300x250", 1.5),
              Facts.slot("2", null, Double.NaN)),
          Facts.response(
              "p", 100, null, Facts.bid("a", "1", 2.0, "c"), Facts.bid(null, "2", 1, null)),
          Facts.response("q", 100, 8),
          Facts.notice(Kind.WIN, "w", 100, "1", "a", 1.5),
          Facts.notice(Kind.BILLING, "b", 900, "1", "a", 1.5),
          Facts.notice(Kind.PIXEL, "x", 901, "1", null, Double.NaN),
          Facts.loss("l", 100, "1", "b", 102),
          Facts.impression("i", "p", 900, "1", "a", 1.5),
          Facts.click("k", "i", -5));

  private final AuctionBytes bytes = new AuctionBytes();

  private static AuctionState state() {
    AuctionState state = new AuctionState();
    FACTS.forEach(state::add);
    state.counted(Facts.BOUNDS);
    state.reach(Facts.HOUR + 3_600_000);
    return state;
  }

  @Test
  void readsTheStateOfTheFirstRelease() throws IOException {
    AuctionState read = new AuctionState();
    bytes.unpack(HexFormat.of().parseHex(RELEASED_1), read);

    assertThat(read.last()).isEqualTo(state().last());
    assertThat(read.counted()).isEqualTo(Facts.BOUNDS);
    assertThat(read.request())
        .isEqualTo(
            Facts.request(Facts.slot("1", "300x250", 1.5), Facts.slot("2", null, Double.NaN)));
    assertThat(read.responses()).isEqualTo(state().responses());
    assertThat(read.outcomes()).isEqualTo(state().outcomes());
  }

  @Test
  void readsTheStateOfTheReleaseWithUsers() throws IOException {
    AuctionState read = new AuctionState();
    bytes.unpack(HexFormat.of().parseHex(RELEASED_2), read);

    assertThat(read.request()).isEqualTo(state().request());
    assertThat(read.outcomes()).isEqualTo(state().outcomes());
  }

  @Test
  void readsAndWritesTheNewestFormat() throws IOException {
    AuctionState read = new AuctionState();
    bytes.unpack(HexFormat.of().parseHex(RELEASED_3), read);

    assertThat(read.request()).isEqualTo(state().request());
    assertThat(read.outcomes()).isEqualTo(state().outcomes());
    assertThat(read.isInQuality()).isTrue();
    assertThat(HexFormat.of().formatHex(bytes.pack(state()))).isEqualTo(RELEASED_3);
  }

  @Test
  void keepsWhichStepsWereReconciled() throws IOException {
    AuctionBounds steps =
        new AuctionBounds(1, 2, 3, 4, EnumSet.of(DealStep.WIN, DealStep.RENDERING));
    AuctionState state = state();
    state.counted(steps);
    AuctionState read = new AuctionState();
    bytes.unpack(bytes.pack(state), read);

    assertThat(read.counted()).isEqualTo(steps);
  }

  @ParameterizedTest
  @ValueSource(strings = {RELEASED_1, RELEASED_2})
  void remembersThatTheEventsOfAnOlderReleaseAreNotInQuality(String released) throws IOException {
    AuctionState read = new AuctionState();
    bytes.unpack(HexFormat.of().parseHex(released), read);
    assertThat(read.isInQuality()).isFalse();

    bytes.unpack(bytes.pack(read), read);
    assertThat(read.isInQuality()).isFalse();
    bytes.unpack(null, read);
    assertThat(read.isInQuality()).isTrue();
  }

  @Test
  void writesARequestWithoutAUser() throws IOException {
    AuctionState state = new AuctionState();
    state.add(Facts.request());
    state.counted(Facts.BOUNDS);

    AuctionState read = new AuctionState();
    bytes.unpack(bytes.pack(state), read);

    assertThat(read.request()).isEqualTo(Facts.request());
    assertThat(read.outcomes()).isEmpty();
  }

  @Test
  void refusesTheStateOfANewerRelease() {
    assertThatThrownBy(() -> bytes.unpack(new byte[] {4}, new AuctionState()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have a format from 1 to 3, was 4");
  }

  @Test
  void refusesAKindThatDoesNotExist() {
    assertThatThrownBy(
            () -> bytes.unpack(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 7}, new AuctionState()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a code from 1 to 6, was 7");
  }
}
