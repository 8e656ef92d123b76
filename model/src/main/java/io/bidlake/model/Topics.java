package io.bidlake.model;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The topics. All are keyed by the request id, so the events of one request share a partition. */
public final class Topics {

  public static final Topic<BidRequest> BID_REQUESTS =
      new Topic<>(
          "bid-requests",
          BidRequest.class,
          BidRequest.getClassSchema(),
          BidRequest::getId,
          BidRequest::getId,
          BidRequest::getEventTimestamp);

  public static final Topic<BidResponse> BID_RESPONSES =
      new Topic<>(
          "bid-responses",
          BidResponse.class,
          BidResponse.getClassSchema(),
          BidResponse::getId,
          BidResponse::getBidid,
          BidResponse::getEventTimestamp);

  public static final Topic<Impression> IMPRESSIONS =
      new Topic<>(
          "impressions",
          Impression.class,
          Impression.getClassSchema(),
          Impression::getRequestId,
          Impression::getImpressionId,
          Impression::getEventTimestamp);

  public static final Topic<Click> CLICKS =
      new Topic<>(
          "clicks",
          Click.class,
          Click.getClassSchema(),
          Click::getRequestId,
          Click::getClickId,
          Click::getEventTimestamp);

  public static final List<Topic<?>> ALL =
      List.of(BID_REQUESTS, BID_RESPONSES, IMPRESSIONS, CLICKS);

  private Topics() {}

  /** The topic that carries events of this class. */
  @SuppressWarnings("unchecked")
  public static <T extends SpecificRecord> Topic<T> of(Class<T> eventClass) {
    return (Topic<T>)
        ALL.stream()
            .filter(topic -> topic.recordClass().equals(eventClass))
            .findFirst()
            .orElseThrow();
  }
}
