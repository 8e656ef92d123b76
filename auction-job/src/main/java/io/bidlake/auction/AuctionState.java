package io.bidlake.auction;

import io.bidlake.auction.Fact.Bid;
import io.bidlake.auction.Fact.Kind;
import io.bidlake.auction.Fact.Outcome;
import io.bidlake.auction.Fact.Request;
import io.bidlake.auction.Fact.Response;
import io.bidlake.model.CountingRules;
import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.RequestState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of one request, in any order, each once. */
final class AuctionState extends RequestState {

  private final List<Response> responses = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Request request;
  private AuctionBounds counted;
  private boolean inQuality = true;

  /** Returns the request; null if it has not arrived. */
  Request request() {
    return request;
  }

  List<Response> responses() {
    return responses;
  }

  List<Outcome> outcomes() {
    return outcomes;
  }

  @Override
  public void clear() {
    super.clear();
    counted = null;
    inQuality = true;
    request = null;
    responses.clear();
    outcomes.clear();
  }

  /** Returns the bounds by which the tables count these events; null if there are none yet. */
  AuctionBounds counted() {
    return counted;
  }

  void counted(AuctionBounds bounds) {
    counted = bounds;
  }

  /**
   * Returns whether {@code hourly_event_quality} counts these events. It does not if some of them
   * were added by a release that did not have the table.
   */
  boolean isInQuality() {
    return inQuality;
  }

  void inQuality(boolean isCounted) {
    inQuality = isCounted;
  }

  void request(Request first) {
    request = first;
  }

  /** Returns what adding an event would do. */
  Added wouldAdd(Fact fact) {
    if (fact instanceof Request copy) {
      return of(request, copy, Request.ORDER);
    }
    Added added =
        fact instanceof Response response
            ? of(copyOf(response), response, Response.ORDER)
            : of(copyOf((Outcome) fact), (Outcome) fact, Outcome.ORDER);
    boolean grows = added == Added.NEW || added == Added.EARLIER;
    return grows && size() + sizeOf(fact) > CountingRules.MOST_EVENTS_OF_A_REQUEST
        ? Added.REFUSED
        : added;
  }

  private static <F> Added of(F known, F fact, Comparator<F> order) {
    return known == null
        ? Added.NEW
        : order.compare(fact, known) < 0 ? Added.EARLIER : Added.REPEATED;
  }

  /** Adds an event, or replaces the copy of it that happened later. */
  void add(Fact fact) {
    if (fact instanceof Request copy) {
      request = copy;
    } else if (fact instanceof Response response) {
      responses.remove(copyOf(response));
      responses.add(response);
    } else if (fact instanceof Outcome outcome) {
      outcomes.remove(copyOf(outcome));
      outcomes.add(outcome);
    }
  }

  private Response copyOf(Response other) {
    for (Response response : responses) {
      if (response.id().equals(other.id()) && Bidder.canBeSame(response.bidder(), other.bidder())) {
        return response;
      }
    }
    return null;
  }

  private Outcome copyOf(Outcome other) {
    for (Outcome outcome : outcomes) {
      if (outcome.isCopyOf(other)) {
        return outcome;
      }
    }
    return null;
  }

  /** Returns the number of events and bids, which determines size of state and time of counting. */
  private int size() {
    int size = outcomes.size();
    for (Response response : responses) {
      size += sizeOf(response);
    }
    return size;
  }

  private static int sizeOf(Fact fact) {
    return fact instanceof Response response ? 1 + response.bids().size() : 1;
  }

  /** Returns the time of the newest event in ms. */
  long newest() {
    long newest = request == null ? Long.MIN_VALUE : request.time();
    for (Response response : responses) {
      newest = Math.max(newest, response.time());
    }
    for (Outcome outcome : outcomes) {
      newest = Math.max(newest, outcome.time());
    }
    return newest;
  }

  /** Returns the responses to the request within their bound. */
  List<Response> answers(AuctionBounds bounds) {
    List<Response> answers = new ArrayList<>(responses.size());
    for (Response response : responses) {
      if (request != null
          && AuctionBounds.follows(response.time(), request.time(), bounds.response())) {
        answers.add(response);
      }
    }
    return answers;
  }

  /** Returns the responses of which an impression is, within its bound. */
  static List<Response> parents(Outcome impression, List<Response> of, AuctionBounds bounds) {
    List<Response> parents = new ArrayList<>(1);
    for (Response response : of) {
      if (response.won(impression)
          && AuctionBounds.follows(impression.time(), response.time(), bounds.impression())) {
        parents.add(response);
      }
    }
    return parents;
  }

  /** Returns the campaign of the bid that an impression is of; null if it is unknown. */
  String campaign(Outcome impression, AuctionBounds bounds) {
    Bid winner = Response.winner(impression, parents(impression, responses, bounds));
    return winner == null ? null : winner.campaign();
  }

  /** Returns the outcomes of a kind. */
  List<Outcome> outcomes(Kind kind) {
    List<Outcome> ofKind = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.kind() == kind) {
        ofKind.add(outcome);
      }
    }
    return ofKind;
  }
}
