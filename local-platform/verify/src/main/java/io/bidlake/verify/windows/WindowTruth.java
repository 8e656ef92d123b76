package io.bidlake.verify.windows;

import io.bidlake.verify.report.LateEvents;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts what Kafka's events come to, and looks whether {@code late_events} is true. */
final class WindowTruth {

  private final Cells cells = new Cells();
  private final MoneyTruth money;
  private final FunnelTruth funnels;
  private final UncountedAudit audit;
  private final SilentLosses losses;

  WindowTruth(WindowRules rules, Faults lateFaults, OptionalLong funnelReach) {
    this.money = new MoneyTruth(rules, cells);
    this.funnels = new FunnelTruth(rules, cells);
    this.audit = new UncountedAudit(rules, lateFaults);
    this.losses = new SilentLosses(rules, lateFaults, funnelReach);
  }

  void add(SpilledSlice slice) {
    Uncounted uncounted = new Uncounted(slice.uncounted());
    Map<Position, List<UncountedRow>> byRecord = audit.byRecord(slice.uncounted());
    for (RequestGroup group : slice.groups()) {
      money.add(group, uncounted);
      CountedFunnel funnel = funnels.add(group, uncounted);
      audit.check(group, funnel, byRecord);
      losses.check(group, funnel, uncounted);
    }
    audit.checkLeft(byRecord);
  }

  Cells cells() {
    return cells;
  }

  List<LateEvents> lateEvents() {
    return audit.counts();
  }
}
