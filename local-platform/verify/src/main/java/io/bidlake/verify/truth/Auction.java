package io.bidlake.verify.truth;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.events.Event;
import io.bidlake.verify.events.Event.Offer;
import io.bidlake.verify.events.Event.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The auction of a request: what its tables have in common.
 *
 * @param events the events of the request
 */
record Auction(Candidates events, WindowRules rules) {

  static final String UNKNOWN = WindowTable.UNKNOWN;

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

  /** The order of differing copies: by time, and then by their data. */
  static final Comparator<Event> ORDER =
      Candidates.byTime()
          .thenComparing(by(Event::request, Event.Request::publisher, bytes()))
          .thenComparing(by(Event::request, Event.Request::accepted, Comparator.naturalOrder()))
          .thenComparing(by(Event::request, Event.Request::places, lists(BY_PLACE)))
          .thenComparing(by(Event::request, Event.Request::user, Comparator.naturalOrder()))
          .thenComparing(by(Event::offers, Event.Offers::noBid, nullsFirst()))
          .thenComparing(by(Event::offers, Event.Offers::bids, lists(BY_OFFER)))
          .thenComparing(by(Event::note, Auction::rank, Comparator.naturalOrder()))
          .thenComparing(Event::parent, bytes())
          .thenComparing(by(Event::note, Event.Note::imp, bytes()))
          .thenComparing(by(Event::note, Event.Note::bidder, bytes()))
          .thenComparing(by(Event::note, Event.Note::usd, Comparator.naturalOrder()))
          .thenComparing(by(Event::note, Event.Note::reason, nullsFirst()))
          .thenComparing(by(Event::win, Event.Win::imp, bytes()))
          .thenComparing(by(Event::win, Event.Win::bidder, bytes()))
          .thenComparing(by(Event::win, Event.Win::usd, Comparator.naturalOrder()));

  private static final Comparator<Offer> BY_PRICE =
      Comparator.comparing((Offer offer) -> !Double.isNaN(offer.usd()))
          .thenComparingDouble(Offer::usd)
          .thenComparing(BY_OFFER);

  /** The kind of a notice as a number; a kind that does not exist is a loss. */
  private static int rank(Event.Note note) {
    int index = KINDS.indexOf(note.kind());
    return index < 0 ? KINDS.indexOf(LOSS) : index;
  }

  /** Whether a notice is of a loss. */
  static boolean isLoss(Event notice) {
    return rank(notice.note()) == KINDS.indexOf(LOSS);
  }

  private static Comparator<String> bytes() {
    return Candidates.byText(Function.identity());
  }

  private static Comparator<Integer> nullsFirst() {
    return Comparator.nullsFirst(Comparator.naturalOrder());
  }

  private static <D, V> Comparator<Event> by(
      Function<Event, D> data, Function<D, V> value, Comparator<V> order) {
    return (one, other) ->
        data.apply(one) == null || data.apply(other) == null
            ? 0
            : order.compare(value.apply(data.apply(one)), value.apply(data.apply(other)));
  }

  private static <T> Comparator<List<T>> lists(Comparator<T> order) {
    return (one, other) -> {
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        int compared = order.compare(one.get(i), other.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return one.size() - other.size();
    };
  }

  static String name(String text) {
    return text == null ? UNKNOWN : text;
  }

  /** Whether the events have a request id; without one nothing belongs together. */
  boolean hasId() {
    return events.group().hasRequestId();
  }

  private List<Event> first(Topic<?> topic) {
    return new ArrayList<>(events.first(topic, event -> true).values());
  }

  /** The request; null if there is none. */
  Event request() {
    List<Event> requests = first(Topics.BID_REQUESTS);
    return requests.isEmpty() ? null : requests.get(0);
  }

  /** The request if it is production traffic; else null. */
  Event acceptedRequest() {
    Event request = request();
    return request == null || !request.request().accepted() ? null : request;
  }

  /** All responses with the id of the request. */
  List<Event> responses() {
    return hasId() ? first(Topics.BID_RESPONSES) : List.of();
  }

  /** The responses to the request within their bound. */
  List<Event> answers() {
    Event request = request();
    return responses().stream()
        .filter(
            response ->
                request != null && response.follows(request, rules.within(Topics.BID_RESPONSES)))
        .toList();
  }

  List<Event> impressions() {
    return first(Topics.IMPRESSIONS);
  }

  List<Event> clicks() {
    return first(Topics.CLICKS);
  }

  List<Event> notices() {
    return first(Topics.NOTICES);
  }

  /** The responses that an impression can be of. */
  List<Event> parents(Event impression, Collection<Event> responses) {
    return responses.stream()
        .filter(impression::names)
        .filter(response -> impression.follows(response, rules.within(Topics.IMPRESSIONS)))
        .toList();
  }

  /** The highest of the bids that an impression can be of; null if there is none. */
  static Offer winner(Event impression, List<Event> parents) {
    return parents.stream()
        .flatMap(parent -> parent.offers().bids().stream())
        .filter(offer -> offer.imp().equals(impression.win().imp()))
        .filter(
            offer ->
                offer.seat() == null
                    || impression.win().bidder() == null
                    || offer.seat().equals(impression.win().bidder()))
        .max(BY_PRICE)
        .orElse(null);
  }

  /** The time from a request to its last impression, in ms. */
  static long toImpression(WindowRules rules) {
    return rules.within(Topics.BID_RESPONSES) + rules.within(Topics.IMPRESSIONS);
  }
}
