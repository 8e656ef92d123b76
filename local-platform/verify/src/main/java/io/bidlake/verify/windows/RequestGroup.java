package io.bidlake.verify.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All events of one request id. The empty id is that of events without request. */
final class RequestGroup {

  private final String requestId;
  private final List<Event.Request> requests = new ArrayList<>(1);
  private final List<Event.Response> responses = new ArrayList<>(1);
  private final List<Event.Impression> impressions = new ArrayList<>(0);
  private final List<Event.Click> clicks = new ArrayList<>(0);

  RequestGroup(String requestId) {
    this.requestId = requestId;
  }

  void add(Event event) {
    if (event instanceof Event.Request request) {
      requests.add(request);
    } else if (event instanceof Event.Response response) {
      responses.add(response);
    } else if (event instanceof Event.Impression impression) {
      impressions.add(impression);
    } else if (event instanceof Event.Click click) {
      clicks.add(click);
    }
  }

  boolean hasRequestId() {
    return !requestId.isEmpty();
  }

  boolean hasRejectedRequest() {
    return requests.stream().anyMatch(request -> !request.accepted());
  }

  List<Event.Request> requests() {
    return requests;
  }

  List<Event.Response> responses() {
    return responses;
  }

  List<Event.Impression> impressions() {
    return impressions;
  }

  List<Event.Click> clicks() {
    return clicks;
  }

  Stream<Event> events() {
    return Stream.of(requests, responses, impressions, clicks).flatMap(List::stream);
  }
}
