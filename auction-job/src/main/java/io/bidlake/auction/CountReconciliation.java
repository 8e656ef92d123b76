package io.bidlake.auction;

import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.model.DealStep;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.window.Totals;
import io.bidlake.tables.AuctionCounts.Gap;
import io.bidlake.tables.AuctionCounts.Reconciled;
import io.bidlake.tables.WindowKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares win, billing and rendering of each placement and bidder. Events belong together if they
 * are within the bound after the first of them; a later one begins anew.
 */
record CountReconciliation(AuctionBounds bounds) {

  /** Prices whose relative difference is smaller are equal: conversion rounds. */
  private static final double ROUNDING = 1e-9;

  private static final Comparator<Outcome> IN_TIME = Outcome.ORDER.thenComparing(Outcome::id);

  /** A placement and a bidder. */
  private record Deal(EventId imp, String bidder) {}

  void count(EventId requestId, AuctionState state, AuctionTotals out) {
    Map<Deal, List<Outcome>> deals = new HashMap<>();
    for (Outcome outcome : state.outcomes()) {
      DealStep step = stepOf(outcome);
      if (step != null && bounds.reconciled().contains(step)) {
        deals
            .computeIfAbsent(
                new Deal(outcome.imp(), WindowKey.orUnknown(outcome.bidder())),
                deal -> new ArrayList<>(3))
            .add(outcome);
      }
    }
    deals.forEach(
        (deal, events) -> {
          events.sort(IN_TIME);
          int begin = 0;
          for (int end = 1; end <= events.size(); end++) {
            if (end == events.size()
                || events.get(end).time() - events.get(begin).time() > bounds.notice()) {
              count(requestId, deal, events.subList(begin, end), out);
              begin = end;
            }
          }
        });
  }

  private static DealStep stepOf(Outcome outcome) {
    return switch (outcome.kind()) {
      case WIN -> DealStep.WIN;
      case BILLING -> DealStep.BILLING;
      case PIXEL, IMPRESSION -> DealStep.RENDERING;
      case LOSS, CLICK -> null;
    };
  }

  private void count(EventId requestId, Deal deal, List<Outcome> events, AuctionTotals out) {
    Map<DealStep, Outcome> steps = new EnumMap<>(DealStep.class);
    int billings = 0;
    for (Outcome event : events) {
      steps.putIfAbsent(stepOf(event), event);
      billings += event.kind() == Kind.BILLING ? 1 : 0;
    }
    Outcome won = steps.get(DealStep.WIN);
    Outcome billed = steps.get(DealStep.BILLING);
    long first = events.get(0).time();
    Totals row = out.of(AuctionTable.RECONCILIATION, deal.bidder(), first);
    for (DealStep step : bounds.reconciled()) {
      row.addCount(steps.containsKey(step) ? Reconciled.with(step) : Reconciled.without(step), 1);
    }
    if (billings > 1) {
      row.addCount(Reconciled.BILLED_AGAIN, billings - 1);
    }
    if (won != null && billed != null && won.isPriced() && billed.isPriced()) {
      row.addAmount(billed.usd());
      row.addAmount(-won.usd());
      if (Math.abs(billed.usd() - won.usd()) > ROUNDING * Math.max(billed.usd(), won.usd())) {
        row.addCount(Reconciled.OTHER_PRICE, 1);
      }
    }
    if (steps.size() == bounds.reconciled().size()) {
      row.addCount(Reconciled.MATCHED, 1);
    } else {
      String key =
          WindowKey.of(
              requestId.toString(), deal.imp().toString(), deal.bidder(), String.valueOf(first));
      Totals gap = out.of(AuctionTable.GAPS, key, first);
      gap.addCount(Gap.ONE, 1);
      for (DealStep step : DealStep.values()) {
        if (!bounds.reconciled().contains(step)) {
          gap.addCount(Gap.notCompared(step), 1);
        } else if (steps.containsKey(step)) {
          gap.addCount(Gap.timeOf(step), steps.get(step).time());
        }
      }
      events.stream()
          .filter(Outcome::isPriced)
          .findFirst()
          .ifPresent(
              priced -> {
                gap.addCount(Gap.PRICED, 1);
                gap.addAmount(priced.usd());
              });
    }
  }
}
