package io.bidlake.auction;

import io.bidlake.model.CountingRules;
import io.bidlake.model.DealStep;
import io.bidlake.model.Topics;
import io.bidlake.runtime.state.VarInt;
import io.bidlake.settings.Settings;
import java.io.IOException;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * By what the events of an auction count: the maximum times between them, in ms, inclusive, and
 * what is reconciled.
 *
 * @param response from a request to its response
 * @param impression from a response to its impression
 * @param click from an impression to its click
 * @param notice from a request to a notice, and between win, billing and rendering
 * @param reconciled which of win, billing and rendering are compared
 */
record AuctionBounds(
    long response, long impression, long click, long notice, Set<DealStep> reconciled)
    implements Serializable {

  private static final DealStep[] STEPS = DealStep.values();

  /** Bounds with which all is reconciled. */
  AuctionBounds(long response, long impression, long click, long notice) {
    this(response, impression, click, notice, EnumSet.allOf(DealStep.class));
  }

  static AuctionBounds read(Settings settings) {
    return new AuctionBounds(
        CountingRules.within(Topics.BID_RESPONSES).read(settings).toMillis(),
        CountingRules.within(Topics.IMPRESSIONS).read(settings).toMillis(),
        CountingRules.within(Topics.CLICKS).read(settings).toMillis(),
        CountingRules.NOTICE_WITHIN.read(settings).toMillis(),
        DealStep.reconciled(settings));
  }

  /** Writes the bounds. */
  void write(DataOutputView out) throws IOException {
    VarInt.write(response, out);
    VarInt.write(impression, out);
    VarInt.write(click, out);
    VarInt.write(notice, out);
    for (DealStep step : STEPS) {
      out.writeBoolean(reconciled.contains(step));
    }
  }

  /** Reads what {@link #write} has written. */
  static AuctionBounds read(DataInputView in) throws IOException {
    AuctionBounds bounds = readWithoutSteps(in);
    for (DealStep step : STEPS) {
      if (!in.readBoolean()) {
        bounds.reconciled.remove(step);
      }
    }
    return bounds;
  }

  /** Reads what was written before one could choose what is reconciled. */
  static AuctionBounds readWithoutSteps(DataInputView in) throws IOException {
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
