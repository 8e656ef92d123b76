package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bidlake.aggregation.RequestImpressions.CountedImpression;
import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.runtime.state.EventId;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImpressionBytesTest {

  private static final long TIME = Instant.parse("2026-02-03T07:30:00Z").toEpochMilli();

  private final ImpressionBytes bytes = new ImpressionBytes();
  private final RequestImpressions known = new RequestImpressions();
  private final RequestImpressions read = new RequestImpressions();

  @Test
  void unpacksARequestWithItsImpressions() throws IOException {
    known.request(new Request(-5, "USA"));
    known.impressions().add(new CountedImpression(EventId.of("i1"), 100, 1.1, "seat-1"));
    known
        .impressions()
        .add(new CountedImpression(EventId.of(UUID.randomUUID().toString()), 101, 0, ""));

    bytes.unpack(bytes.pack(known), read);

    assertThat(read.request()).isEqualTo(known.request());
    assertThat(read.impressions()).isEqualTo(known.impressions());
  }

  @Test
  void unpacksARequestWithoutCountry() throws IOException {
    known.request(new Request(Long.MIN_VALUE, null));

    bytes.unpack(bytes.pack(known), read);

    assertThat(read.request()).isEqualTo(new Request(Long.MIN_VALUE, null));
    assertThat(read.impressions()).isEmpty();
  }

  @Test
  void unpacksImpressionsWhoseRequestHasNotCome() throws IOException {
    known
        .impressions()
        .add(new CountedImpression(EventId.of("i1"), 100, Double.MIN_VALUE, "seat-1"));

    bytes.unpack(bytes.pack(known), read);

    assertThat(read.request()).isNull();
    assertThat(read.impressions()).isEqualTo(known.impressions());
  }

  @Test
  void leavesNothingOfWhatWasUnpackedBefore() throws IOException {
    known.request(new Request(1, "USA"));
    known.impressions().add(new CountedImpression(EventId.of("i1"), 100, 1, "seat-1"));
    byte[] packed = bytes.pack(known);
    known.clear();
    known.request(new Request(2, null));
    byte[] packedNext = bytes.pack(known);

    bytes.unpack(packed, read);
    bytes.unpack(packedNext, read);
    assertThat(read.impressions()).isEmpty();
    assertThat(read.request()).isEqualTo(new Request(2, null));

    bytes.unpack(null, read);
    assertThat(read.request()).isNull();
  }

  @Test
  void takesFewBytesForARequest() throws IOException {
    known.request(new Request(1_770_000_000_000L, "USA"));
    known.reach(1_770_000_015_000L);

    assertThat(bytes.pack(known)).hasSize(15);
  }

  @Test
  void refusesStateOfAnotherVersion() {
    assertThatThrownBy(() -> bytes.unpack(new byte[] {2, 0}, read))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must have a format from 1 to 1, was 2");
  }

  /** What is in the state of jobs that run: these bytes are read and written for good. */
  static Stream<Arguments> releasedBytes() {
    return Stream.of(
        arguments(
            "01b0edc5a6846701afea0106444555002b3c4d5e6f7a4b2c9d3e4f5a6b7c8d9ed00f"
                + "3fb999999999999a0c736561742d310108692d3162a01f40934a456d5cfaad0e736561742dc3bc",
            TIME + 15_000,
            new Request(TIME, "DEU"),
            List.of(
                shown("2b3c4d5e-6f7a-4b2c-9d3e-4f5a6b7c8d9e", TIME + 1_000, 0.1, "seat-1"),
                shown("i-1b", TIME + 2_000, 1234.5678, "seat-ü"))),
        arguments(
            "01b0edc5a6846701afea01010106692d33880e3fc999999999999a0c736561742d32",
            TIME + 15_000,
            new Request(TIME, null),
            List.of(shown("i-3", TIME + 900, 0.2, "seat-2"))),
        arguments(
            "01b0edc5a6846701afea0106555341", TIME + 15_000, new Request(TIME, "USA"), List.of()),
        arguments(
            "018083c4a68467000106692d350040080000000000000c736561742d32",
            TIME,
            null,
            List.of(shown("i-5", TIME, 3.0, "seat-2"))),
        arguments(
            "019483c4a6846700010000000000000000000000010e6772c3b6c39f653b0000000000000001"
                + "0ce5ba83e5918a",
            TIME + 10,
            null,
            List.of(
                shown("", TIME + 10, 0.0, ""), shown("größe", TIME - 20, Double.MIN_VALUE, "広告"))),
        arguments(
            "01f8eec5a6846701f7eb010000fa7a7a7a7a7a4a7aba7a7a7a7a7a7a7ac701"
                + "7fefffffffffffff0c736561742d31",
            TIME + 15_100,
            new Request(TIME, ""),
            List.of(
                shown(
                    "fa7a7a7a-7a7a-4a7a-ba7a-7a7a7a7a7a7a",
                    TIME - 100,
                    Double.MAX_VALUE,
                    "seat-1"))));
  }

  @ParameterizedTest
  @MethodSource("releasedBytes")
  void readsAndWritesTheBytesOfTheFirstFormat(
      String hex, long last, Request request, List<CountedImpression> impressions)
      throws IOException {
    bytes.unpack(HexFormat.of().parseHex(hex), read);

    assertThat(read.last()).isEqualTo(last);
    assertThat(read.request()).isEqualTo(request);
    assertThat(read.impressions()).isEqualTo(impressions);
    assertThat(HexFormat.of().formatHex(bytes.pack(read))).isEqualTo(hex);
  }

  private static CountedImpression shown(String id, long time, double usd, String bidder) {
    return new CountedImpression(EventId.of(id), time, usd, bidder);
  }
}
