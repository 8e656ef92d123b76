package io.bidlake.model;

import io.bidlake.settings.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A step of a placement that was sold to a bidder, of which its partners keep account. Steps that a
 * partner never sends must not be reconciled: all placements would lack them.
 */
public enum DealStep {
  /** A win notice. */
  WIN,
  /** A billing notice. */
  BILLING,
  /** An impression, or an impression notice. */
  RENDERING;

  private static final String KEY = "auction.reconcile";

  /** Reads which steps are reconciled: all, unless the settings say otherwise. */
  public static Set<DealStep> reconciled(Settings settings) {
    List<DealStep> chosen =
        settings.choices(
            KEY,
            DealStep.class,
            "Steps of a sold placement that hourly_reconciliation and reconciliation_gaps compare:"
                + " two or all of win, billing, rendering; default: all");
    Set<DealStep> steps = chosen.isEmpty() ? EnumSet.allOf(DealStep.class) : EnumSet.copyOf(chosen);
    if (steps.size() < 2) {
      settings.reject("%s must have at least two steps to compare, was %s".formatted(KEY, steps));
    }
    return steps;
  }
}
