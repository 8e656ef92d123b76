package io.bidlake.auction;

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
import java.util.function.BiPredicate;

/** The events of one request, in any order, each once. */
final class AuctionState extends RequestState {

  private final List<Response> responses = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private Request request;

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
    request = null;
    responses.clear();
    outcomes.clear();
  }

  Added add(Fact fact) {
    if (fact instanceof Request copy) {
      if (request != null && Request.ORDER.compare(copy, request) >= 0) {
        return Added.REPEATED;
      }
      Added added = request == null ? Added.NEW : Added.EARLIER;
      request = copy;
      return added;
    }
    return fact instanceof Response response
        ? add(response, responses, AuctionState::areCopies, Response.ORDER)
        : add((Outcome) fact, outcomes, Outcome::isCopyOf, Outcome.ORDER);
  }

  private static boolean areCopies(Response one, Response other) {
    return one.id().equals(other.id()) && Bidder.canBeSame(one.bidder(), other.bidder());
  }

  private <F> Added add(F fact, List<F> known, BiPredicate<F, F> areCopies, Comparator<F> order) {
    for (int i = 0; i < known.size(); i++) {
      if (areCopies.test(known.get(i), fact)) {
        if (order.compare(fact, known.get(i)) >= 0) {
          return Added.REPEATED;
        }
        known.set(i, fact);
        return Added.EARLIER;
      }
    }
    if (responses.size() + outcomes.size() >= CountingRules.MOST_EVENTS_OF_A_REQUEST) {
      return Added.REFUSED;
    }
    known.add(fact);
    return Added.NEW;
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
