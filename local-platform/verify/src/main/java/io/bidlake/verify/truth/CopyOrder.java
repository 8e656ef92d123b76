package io.bidlake.verify.truth;

import com.google.common.collect.Comparators;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The orders of differing copies of an event: by time, and then by the data that a job uses. */
final class CopyOrder {

  static final Comparator<Event> BY_TIME = Comparator.comparingLong(Event::time);

  private static final String LOSS = "loss";

  private static final List<String> KINDS = List.of("win", "billing", LOSS, "impression");

  private static final Comparator<Place> BY_PLACE =
      Comparator.comparing(Place::imp, bytes())
          .thenComparing(Place::size, bytes())
          .thenComparingDouble(Place::floor);

  private static final Comparator<Offer> BY_OFFER =
      Comparator.comparing(Offer::seat, bytes())
          .thenComparing(Offer::imp, bytes())
          .thenComparingDouble(Offer::usd)
          .thenComparing(Offer::campaign, bytes());

  /** The order of the auction job. */
  static final Comparator<Event> AUCTION =
      BY_TIME
          .thenComparing(by(Event::request, Event.Request::publisher, bytes()))
          .thenComparing(by(Event::request, Event.Request::accepted, Comparator.naturalOrder()))
          .thenComparing(
              by(Event::request, Event.Request::places, Comparators.lexicographical(BY_PLACE)))
          .thenComparing(by(Event::request, Event.Request::user, Comparator.naturalOrder()))
          .thenComparing(by(Event::response, Event.Response::noBid, nullsFirst()))
          .thenComparing(
              by(Event::response, Event.Response::bids, Comparators.lexicographical(BY_OFFER)))
          .thenComparing(by(Event::outcome, CopyOrder::rank, Comparator.naturalOrder()))
          .thenComparing(Event::parent, bytes())
          .thenComparing(by(Event::outcome, Event.Outcome::imp, bytes()))
          .thenComparing(by(Event::outcome, Event.Outcome::bidder, bytes()))
          .thenComparing(by(Event::outcome, Event.Outcome::usd, Comparator.naturalOrder()))
          .thenComparing(by(Event::outcome, Event.Outcome::reason, nullsFirst()));

  /** The order of bids: the highest is the last. */
  static final Comparator<Offer> BY_PRICE =
      Comparator.comparing((Offer offer) -> !Double.isNaN(offer.usd()))
          .thenComparingDouble(Offer::usd)
          .thenComparing(BY_OFFER);

  /** The kind of a notice as a number; a kind that does not exist is a loss. */
  private static int rank(Event.Outcome outcome) {
    int index = KINDS.indexOf(outcome.kind());
    return index < 0 ? KINDS.indexOf(LOSS) : index;
  }

  /** Whether a notice is of a loss. */
  static boolean isLoss(Event notice) {
    return rank(notice.outcome()) == KINDS.indexOf(LOSS);
  }

  private static Comparator<String> bytes() {
    return byText(Function.identity());
  }

  /** Compares by the bytes of a text, null first. */
  static <T> Comparator<T> byText(Function<T, String> text) {
    Function<String, byte[]> bytes = value -> value.getBytes(StandardCharsets.UTF_8);
    return Comparator.comparing(
        text, Comparator.nullsFirst(Comparator.comparing(bytes, Arrays::compareUnsigned)));
  }

  private static Comparator<Integer> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }

  private static <D, V> Comparator<Event> by(
      Function<Event, D> data, Function<D, V> value, Comparator<? super V> order) {
    return (one, other) ->
        data.apply(one) == null || data.apply(other) == null
            ? 0
            : order.compare(value.apply(data.apply(one)), value.apply(data.apply(other)));
  }

  private CopyOrder() {}
}
