package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.EventId;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunnelBytesTest {

  private static final long TIME = TestEvents.HOUR;

  private final FunnelBytes bytes = new FunnelBytes();

  static Stream<String> texts() {
    return Stream.of(
        "",
        "r1",
        "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f6",
        "0E4B2B1C-7B3A-4D6E-9F10-A1B2C3D4E5F6",
        "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f",
        "0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5fg",
        "0e4b2b1c07b3a04d6e09f100a1b2c3d4e5f6",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "00000000-0000-0000-0000-000000000000",
        "größe 広告 \uD83D\uDE00",
        "\0",
        "x".repeat(251),
        "x".repeat(252),
        "x".repeat(253),
        "ß".repeat(126),
        "x".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void givesBackWhatItPacked(String text) throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Request(TIME, text, true));
    funnel.add(new Child(Stage.RESPONSE, EventId.of(text), null, TIME - 1, 0, 0));
    funnel.add(
        new Child(
            Stage.IMPRESSION,
            EventId.of(text + "i"),
            EventId.of(text),
            TIME + 1,
            Integer.MAX_VALUE,
            Long.MAX_VALUE));
    funnel.add(new Child(Stage.CLICK, EventId.of(text + "c"), EventId.of(text + "i"), TIME, 3, 9));

    RequestFunnel unpacked = afterRoundTrip(funnel);

    assertThat(unpacked.request()).isEqualTo(funnel.request());
    assertThat(unpacked.children()).isEqualTo(funnel.children());
  }

  @Test
  void givesBackARequestWithoutPublisher() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Request(TIME, null, false));

    assertThat(afterRoundTrip(funnel).request()).contains(new Request(TIME, null, false));
  }

  @Test
  void givesBackEventsWhoseRequestHasNotCome() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Child(Stage.CLICK, EventId.of("c"), EventId.of("i"), -TIME, 1, 2));

    RequestFunnel unpacked = afterRoundTrip(funnel);

    assertThat(unpacked.request()).isEmpty();
    assertThat(unpacked.children()).isEqualTo(funnel.children());
  }

  @Test
  void knowsNothingOfARequestWithoutState() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Request(TIME, "left over", true));

    bytes.unpack(null, funnel);

    assertThat(funnel.request()).isEmpty();
    assertThat(funnel.children()).isEmpty();
  }

  @Test
  void refusesStateOfAnotherVersion() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Request(TIME, "pub", true));
    byte[] packed = bytes.pack(funnel);
    packed[0] = (byte) 0xff;

    assertThatThrownBy(() -> bytes.unpack(packed, new RequestFunnel()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("state must have version");
  }

  private RequestFunnel afterRoundTrip(RequestFunnel funnel) throws IOException {
    RequestFunnel unpacked = new RequestFunnel();
    unpacked.add(new Request(0, "left over", true));
    bytes.unpack(bytes.pack(funnel), unpacked);
    return unpacked;
  }
}
