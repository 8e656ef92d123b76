package io.bidlake.auction;

import io.bidlake.model.CountingRules;
import io.bidlake.model.Topics;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The maximum times between the events of an auction, in ms, inclusive.
 *
 * @param response from a request to its response
 * @param impression from a response to its impression
 * @param click from an impression to its click
 * @param notice from a request to a notice, and between win, billing and rendering
 */
record AuctionBounds(long response, long impression, long click, long notice)
    implements Serializable {

  static AuctionBounds read(Settings settings) {
    return new AuctionBounds(
        CountingRules.within(Topics.BID_RESPONSES).read(settings).toMillis(),
        CountingRules.within(Topics.IMPRESSIONS).read(settings).toMillis(),
        CountingRules.within(Topics.CLICKS).read(settings).toMillis(),
        CountingRules.NOTICE_WITHIN.read(settings).toMillis());
  }

  /** Writes the bounds. */
  void write(DataOutputView out) throws IOException {
    VarInt.write(response, out);
    VarInt.write(impression, out);
    VarInt.write(click, out);
    VarInt.write(notice, out);
  }

  /** Reads what {@link #write} has written. */
  static AuctionBounds read(DataInputView in) throws IOException {
    return new AuctionBounds(VarInt.read(in), VarInt.read(in), VarInt.read(in), VarInt.read(in));
  }

  /** Returns the maximum time from a request to its impression. */
  long toImpression() {
    return response + impression;
  }

  /**
   * Returns the maximum time between two events of which one changes what the other means, in ms.
   */
  long longest() {
    return Math.max(toImpression() + click, notice);
  }

  /** Returns whether an event happened at most a bound after another one, and not before it. */
  static boolean follows(long time, long parentTime, long bound) {
    return time >= parentTime && time - parentTime <= bound;
  }
}
