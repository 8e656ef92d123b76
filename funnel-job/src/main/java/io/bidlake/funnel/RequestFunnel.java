package io.bidlake.funnel;

import io.bidlake.model.CountingRules;
import io.bidlake.runtime.request.Added;
import io.bidlake.runtime.request.Bidder;
import io.bidlake.runtime.request.RequestState;
import io.bidlake.runtime.state.EventId;
import io.bidlake.runtime.state.VarText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * State of one request: the request, if it has arrived, and its distinct responses, impressions and
 * clicks. Of differing copies of an event, the earliest counts.
 */
final class RequestFunnel extends RequestState {

  /**
   * Maximum number of events of a request. It protects the state from a sender that uses one id for
   * everything.
   */
  static final int MOST_CHILDREN = CountingRules.MOST_EVENTS_OF_A_REQUEST;

  /** The request, reduced to the fields that matter for counting. */
  record Request(long time, String publisher, boolean accepted) {

    private static final Comparator<Request> FIRST =
        Comparator.comparingLong(Request::time)
            .thenComparing(Request::publisher, VarText.ORDER)
            .thenComparing(Request::accepted);
  }

  /**
   * A descendant of the request, with its position in Kafka.
   *
   * @param stage code of its topic
   * @param parentId id of the parent; null if the parent is the request
   * @param bidder bidder of a response or an impression; null for a click, and in state of older
   *     releases
   */
  record Child(
      int stage,
      EventId id,
      EventId parentId,
      Bidder bidder,
      long time,
      int partition,
      long offset) {

    private static final Comparator<Child> FIRST =
        Comparator.comparingLong(Child::time)
            .thenComparing(
                Child::parentId, Comparator.nullsFirst(Comparator.<EventId>naturalOrder()))
            .thenComparing(Child::bidder, Bidder.ORDER);

    private boolean follows(Child parent) {
      return parent.id.equals(parentId)
          && (parent.parentId != null || Bidder.canHaveWon(parent.bidder, bidder));
    }

    /** A response is identified by its bidder as well. */
    private boolean isCopyOf(Child other) {
      return stage == other.stage
          && id.equals(other.id)
          && (parentId != null || Bidder.canBeSame(bidder, other.bidder));
    }
  }

  private final List<Child> children = new ArrayList<>();
  private Request request;

  Optional<Request> request() {
    return Optional.ofNullable(request);
  }

  List<Child> children() {
    return children;
  }

  @Override
  public void clear() {
    super.clear();
    request = null;
    children.clear();
  }

  Added add(FunnelEvent event, FunnelStages stages) {
    return stages.isMouth(event.topic)
        ? add(new Request(event.time, event.publisher, event.accepted))
        : add(
            new Child(
                event.topic,
                event.id,
                event.parentId,
                event.bidder,
                event.time,
                event.partition,
                event.offset));
  }

  Added add(Request copy) {
    if (request == null) {
      request = copy;
      return Added.NEW;
    }
    if (Request.FIRST.compare(copy, request) < 0) {
      request = copy;
      return Added.EARLIER;
    }
    return Added.REPEATED;
  }

  Added add(Child copy) {
    for (int i = 0; i < children.size(); i++) {
      Child child = children.get(i);
      if (child.isCopyOf(copy)) {
        if (Child.FIRST.compare(copy, child) < 0) {
          children.set(i, copy);
          return Added.EARLIER;
        }
        return Added.REPEATED;
      }
    }
    if (children.size() >= MOST_CHILDREN) {
      return Added.REFUSED;
    }
    children.add(copy);
    return Added.NEW;
  }

  /**
   * Returns the number of events that belong to the request, by code of their stage; all 0 if the
   * request is not accepted.
   */
  long[] counts(FunnelStages stages) {
    long[] counts = stages.counts();
    if (request == null || !request.accepted()) {
      return counts;
    }
    counts[stages.topics().get(0).code()] = 1;
    for (Child child : children) {
      if (belongs(child, stages)) {
        counts[child.stage()]++;
      }
    }
    return counts;
  }

  /**
   * Returns whether the event has a chain of parents up to the request on which every bound is met.
   */
  boolean belongs(Child child, FunnelStages stages) {
    if (stages.isBelowMouth(child.stage())) {
      return request != null && stages.allow(child.stage(), request.time(), child.time());
    }
    int parentStage = stages.parentOf(child.stage());
    for (Child parent : children) {
      if (parent.stage() == parentStage
          && child.follows(parent)
          && stages.allow(child.stage(), parent.time(), child.time())
          && belongs(parent, stages)) {
        return true;
      }
    }
    return false;
  }
}
