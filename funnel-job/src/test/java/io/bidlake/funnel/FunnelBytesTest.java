package io.bidlake.funnel;

import static io.bidlake.funnel.ReleasedEvents.CLICK_1;
import static io.bidlake.funnel.ReleasedEvents.IMPRESSION_1;
import static io.bidlake.funnel.ReleasedEvents.RESPONSE_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.state.EventId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunnelBytesTest {

  private static final long TIME = TestEvents.HOUR;

  private static final long T = TestEvents.HOUR + 1_800_000;

  private final FunnelBytes bytes = new FunnelBytes(TestEvents.STAGES);

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
    Bidder seats = new Bidder(List.of("", text), EventId.EMPTY);
    Bidder bids = new Bidder(List.of(), EventId.of(text));
    funnel.add(new Child(Stages.RESPONSE, EventId.of(text), null, seats, TIME - 1, 0, 0));
    funnel.add(new Child(Stages.RESPONSE, EventId.of(text), null, bids, TIME - 1, 0, 0));
    funnel.add(
        new Child(
            Stages.IMPRESSION,
            EventId.of(text + "i"),
            EventId.of(text),
            new Bidder(List.of(text), EventId.EMPTY),
            TIME + 1,
            Integer.MAX_VALUE,
            Long.MAX_VALUE));
    funnel.add(child(Stages.CLICK, text + "c", text + "i", TIME, 3, 9));

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
    funnel.add(child(Stages.CLICK, "c", "i", -TIME, 1, 2));

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
  void refusesStateOfANewerFormat() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.add(new Request(TIME, "pub", true));
    byte[] packed = bytes.pack(funnel);
    packed[0] = (byte) 0xff;

    assertThatThrownBy(() -> bytes.unpack(packed, new RequestFunnel()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have a format from 1 to 2, was 255");
  }

  /** What is in the state of jobs that run: these bytes are read for good. */
  static Stream<Arguments> releasedBytes() {
    return Stream.of(
        arguments(
            "01f096cda6846703ef93090e7075622d30303101001a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8df001029003"
                + "02002b3c4d5e6f7a4b2c9d3e4f5a6b7c8d9e001a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d902104d804"
                + "03003c4d5e6f7a8b4c3dae4f5a6b7c8d9e0f002b3c4d5e6f7a4b2c9d3e4f5a6b7c8d9ef0f50300a006",
            T + 75_000,
            new Request(T, "pub-001", true),
            List.of(
                child(Stages.RESPONSE, RESPONSE_1, null, T + 120, 1, 200),
                child(Stages.IMPRESSION, IMPRESSION_1, RESPONSE_1, T + 2_120, 2, 300),
                child(Stages.CLICK, CLICK_1, IMPRESSION_1, T + 32_120, 0, 400))),
        arguments(
            "01f096cda6846703ef93091c6772c3b6c39f652de5ba83e5918a"
                + "01010e726573702fc3bc904e069693d89fee47"
                + "01014830453442324231432d374233412d344436452d394631302d413142324333443445354636011600",
            T + 75_000,
            new Request(T, "größe-広告", true),
            List.of(
                child(Stages.RESPONSE, "resp/ü", null, T + 5_000, 3, 1_234_567_890_123L),
                child(
                    Stages.RESPONSE, "0E4B2B1C-7B3A-4D6E-9F10-A1B2C3D4E5F6", null, T - 1, 11, 0))),
        arguments(
            "01f096cda6846701ef930901"
                + "0100f5555555555545558555555555555555c8010016"
                + "020100010090030018",
            T + 75_000,
            new Request(T, null, false),
            List.of(
                child(
                    Stages.RESPONSE, "f5555555-5555-4555-8555-555555555555", null, T + 100, 0, 11),
                child(Stages.IMPRESSION, "", "", T + 200, 0, 12))),
        arguments(
            "018083c4a684670003010e636c69636b2d35010a696d702d3500021c",
            T,
            null,
            List.of(child(Stages.CLICK, "click-5", "imp-5", T, 1, 14))),
        arguments(
            "01a089c4a6846700"
                + "01007a7a7a7a7a7a4a7aba7a7a7a7a7a7a7ac7010434"
                + "02010a696d702d37007a7a7a7a7a7a4a7aba7a7a7a7a7a7a7a000036",
            T + 400,
            null,
            List.of(
                child(
                    Stages.RESPONSE, "7a7a7a7a-7a7a-4a7a-ba7a-7a7a7a7a7a7a", null, T + 300, 2, 26),
                child(
                    Stages.IMPRESSION,
                    "imp-7",
                    "7a7a7a7a-7a7a-4a7a-ba7a-7a7a7a7a7a7a",
                    T + 400,
                    0,
                    27))),
        arguments("01b898cda6846703b7950900", T + 75_100, new Request(T, "", true), List.of()),
        arguments(
            "01ff82c4a684670001010270000000",
            -T,
            null,
            List.of(child(Stages.RESPONSE, "p", null, -T, 0, 0))));
  }

  @ParameterizedTest
  @MethodSource("releasedBytes")
  void readsTheBytesOfTheFirstFormat(String hex, long last, Request request, List<Child> children)
      throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    bytes.unpack(HexFormat.of().parseHex(hex), funnel);

    assertThat(funnel.last()).isEqualTo(last);
    assertThat(funnel.request()).isEqualTo(Optional.ofNullable(request));
    assertThat(funnel.children()).isEqualTo(children);
    assertThat(afterRoundTrip(funnel).children()).isEqualTo(children);
  }

  @Test
  void writesTheBytesOfTheSecondFormat() throws IOException {
    RequestFunnel funnel = new RequestFunnel();
    funnel.reach(T + 75_000);
    funnel.add(new Request(T, "pub-001", true));
    Bidder seats = new Bidder(List.of("a", "b"), EventId.EMPTY);
    Bidder bids = new Bidder(List.of(), EventId.of("b1"));
    Bidder winner = new Bidder(List.of("b"), EventId.EMPTY);
    EventId one = EventId.of("1");
    funnel.add(new Child(Stages.RESPONSE, one, null, seats, T + 120, 1, 200));
    funnel.add(new Child(Stages.RESPONSE, one, null, bids, T + 121, 1, 201));
    funnel.add(new Child(Stages.IMPRESSION, EventId.of("i"), one, winner, T + 2_120, 2, 300));
    funnel.add(child(Stages.CLICK, "c", "i", T + 32_120, 0, 400));

    assertThat(HexFormat.of().formatHex(bytes.pack(funnel)))
        .isEqualTo(
            "02f096cda6846703ef93090e7075622d303031"
                + "010102310402610262f001029003"
                + "010102310001046231f201029203"
                + "02010269010231020262902104d804"
                + "0301026301026901f0f50300a006");
    assertThat(afterRoundTrip(funnel).children()).isEqualTo(funnel.children());
  }

  private static Child child(
      int stage, String id, String parentId, long time, int partition, long offset) {
    EventId parent = parentId == null ? null : EventId.of(parentId);
    return new Child(stage, EventId.of(id), parent, null, time, partition, offset);
  }

  private RequestFunnel afterRoundTrip(RequestFunnel funnel) throws IOException {
    RequestFunnel unpacked = new RequestFunnel();
    unpacked.add(new Request(0, "left over", true));
    bytes.unpack(bytes.pack(funnel), unpacked);
    return unpacked;
  }
}
