package io.bidlake.model;

import io.bidlake.model.Topic.Parent;
import java.time.Duration;
import java.util.List;

/** The topics. All are keyed by the request id, so the events of one request share a partition. */
public final class Topics {

  public static final Topic<BidRequest> BID_REQUESTS =
      new Topic<>(
          "bid-requests",
          0,
          "request",
          BidRequest.class,
          BidRequest::getId,
          BidRequest::getId,
          BidRequest::getEventTimestamp,
          null);

  /**
   * The id of a response ({@code bidid}) is assigned by the bidder and optional, so two bidders can
   * use the same one for the same request.
   */
  public static final Topic<BidResponse> BID_RESPONSES =
      new Topic<>(
          "bid-responses",
          1,
          "response",
          BidResponse.class,
          BidResponse::getId,
          BidResponse::getBidid,
          BidResponse::getEventTimestamp,
          new Parent<>(BID_REQUESTS, BidResponse::getId, Duration.ofSeconds(5)));

  public static final Topic<Impression> IMPRESSIONS =
      new Topic<>(
          "impressions",
          2,
          "impression",
          Impression.class,
          Impression::getRequestId,
          Impression::getImpressionId,
          Impression::getEventTimestamp,
          new Parent<>(BID_RESPONSES, Impression::getResponseId, Duration.ofSeconds(10)));

  public static final Topic<Click> CLICKS =
      new Topic<>(
          "clicks",
          3,
          "click",
          Click.class,
          Click::getRequestId,
          Click::getClickId,
          Click::getEventTimestamp,
          new Parent<>(IMPRESSIONS, Click::getImpressionId, Duration.ofSeconds(60)));

  /** Notices of the exchange about the outcome of bids; not part of the funnel. */
  public static final Topic<Notice> NOTICES =
      new Topic<>(
          "notices",
          4,
          "notice",
          Notice.class,
          Notice::getRequestId,
          Notice::getNoticeId,
          Notice::getEventTimestamp,
          null);

  /** The topics of the funnel from top to bottom: each is the parent of the next. */
  public static final List<Topic<?>> FUNNEL =
      List.of(BID_REQUESTS, BID_RESPONSES, IMPRESSIONS, CLICKS);

  public static final List<Topic<?>> ALL =
      List.of(BID_REQUESTS, BID_RESPONSES, IMPRESSIONS, CLICKS, NOTICES);

  private Topics() {}
}
