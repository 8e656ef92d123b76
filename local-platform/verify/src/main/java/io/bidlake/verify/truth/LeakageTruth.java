package io.bidlake.verify.truth;

import io.bidlake.model.OutcomeReason;
import io.bidlake.model.Topics;
import io.bidlake.tables.LateEvent.Reason;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Outcome;
import io.bidlake.verify.events.Event.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far each accepted request came, or why it ended, by publisher. */
record LeakageTruth() implements Truth {

  private static final String NO_BID = "NO_BID";
  private static final String LOST = "LOST";

  /** All reasons that there can be. */
  private static final Set<String> REASONS = reasons();

  private static Set<String> reasons() {
    Set<String> reasons = new HashSet<>(List.of("NO_RESPONSE", NO_BID, "BELOW_FLOOR", LOST));
    reasons.addAll(List.of("WON_NOT_BILLED", "BILLED_NOT_RENDERED", "RENDERED"));
    // Every code that has a name is lower.
    for (int code = 0; code < 1_000; code++) {
      reasons.add(with(NO_BID, OutcomeReason.ofNoBid(code)));
      reasons.add(with(LOST, OutcomeReason.ofLoss(code)));
    }
    return reasons;
  }

  @Override
  public long hold(WindowRules rules) {
    return rules.toImpression();
  }

  @Override
  public Function<Event, Reason> count(Candidates events, Cells cells) {
    Event request = events.acceptedRequest();
    if (request != null) {
      cells(request, reason(events, request), cells).forEach(cell -> cell.count("requests", 1));
    }
    if (events.areInFlight()) {
      for (Event copy : events.all(Topics.BID_REQUESTS)) {
        REASONS.forEach(reason -> cells(copy, reason, cells).forEach(Cell::touch));
      }
    }
    return event -> null;
  }

  private static String with(String reason, String detail) {
    return reason + ": " + detail;
  }

  private static List<Cell> cells(Event request, String reason, Cells cells) {
    return cells.at(request.time(), WindowTable.name(request.request().publisher()), reason);
  }

  private static String reason(Candidates events, Event request) {
    List<Event> answers = events.answers();
    List<Event> notices =
        events.notices().stream()
            .filter(notice -> notice.follows(request, events.rules().noticeWithin()))
            .toList();
    Map<List<String>, Set<String>> sales =
        Stream.concat(notices.stream(), events.shown(answers).stream())
            .map(Event::outcome)
            .collect(
                Collectors.groupingBy(
                    outcome -> Arrays.asList(outcome.imp(), outcome.bidder()),
                    Collectors.mapping(Outcome::kind, Collectors.toSet())));
    int furthest = sales.values().stream().mapToInt(LeakageTruth::stage).max().orElse(0);
    return switch (furthest) {
      case 3 -> "RENDERED";
      case 2 -> "BILLED_NOT_RENDERED";
      case 1 -> "WON_NOT_BILLED";
      default -> reasonOfNoSale(request, answers, notices);
    };
  }

  /** 0 for a lost bid, 1 for a won one, 2 for a billed one, 3 if it was also rendered. */
  private static int stage(Set<String> kinds) {
    boolean rendered = kinds.contains("impression");
    if (kinds.contains("billing")) {
      return rendered ? 3 : 2;
    }
    if (kinds.contains("win")) {
      return 1;
    }
    return rendered ? 3 : 0;
  }

  private static String reasonOfNoSale(Event request, List<Event> answers, List<Event> notices) {
    if (answers.isEmpty()) {
      return "NO_RESPONSE";
    }
    List<Offer> bids = Candidates.bids(answers).toList();
    if (bids.isEmpty()) {
      return lowest(answers.stream().map(answer -> answer.response().noBid()))
          .map(code -> with(NO_BID, OutcomeReason.ofNoBid(code)))
          .orElse(NO_BID);
    }
    if (bids.stream().allMatch(bid -> isBelow(bid, request.request().place(bid.imp())))) {
      return "BELOW_FLOOR";
    }
    return lowest(
            notices.stream().filter(CopyOrder::isLoss).map(notice -> notice.outcome().reason()))
        .map(code -> with(LOST, OutcomeReason.ofLoss(code)))
        .orElse(LOST);
  }

  private static Optional<Integer> lowest(Stream<Integer> codes) {
    return codes.filter(Objects::nonNull).min(Comparator.naturalOrder());
  }

  /** A comparison with an unknown price is false. */
  private static boolean isBelow(Offer bid, Place place) {
    return place != null && bid.usd() < place.floor();
  }
}
