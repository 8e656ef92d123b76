package io.bidlake.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.aggregation.RequestImpressions.Shown;
import io.bidlake.runtime.EventId;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImpressionBytesTest {

  private final ImpressionBytes bytes = new ImpressionBytes();
  private final RequestImpressions known = new RequestImpressions();
  private final RequestImpressions read = new RequestImpressions();

  @Test
  void unpacksARequestWithItsImpressions() throws IOException {
    known.request(new Request(-5, "USA"));
    known.impressions().add(new Shown(EventId.of("i1"), 100, 1.1, "seat-1"));
    known.impressions().add(new Shown(EventId.of(UUID.randomUUID().toString()), 101, 0, ""));

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
    known.impressions().add(new Shown(EventId.of("i1"), 100, Double.MIN_VALUE, "seat-1"));

    bytes.unpack(bytes.pack(known), read);

    assertThat(read.request()).isNull();
    assertThat(read.impressions()).isEqualTo(known.impressions());
  }

  @Test
  void leavesNothingOfWhatWasUnpackedBefore() throws IOException {
    known.request(new Request(1, "USA"));
    known.impressions().add(new Shown(EventId.of("i1"), 100, 1, "seat-1"));
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
        .hasMessage("state must have version 1, was 2");
  }
}
