package io.bidlake.generator.funnel;

import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * A bid request and all events that follow from it.
 *
 * @param response null if there is no response
 * @param notices win and loss notices, and billing notices without an impression; {@link
 *     Notices#billing} belongs to each impression
 */
public record Funnel(
    BidRequest request,
    BidResponse response,
    List<Impression> impressions,
    List<Click> clicks,
    List<Notice> notices) {

  /** Receives events with their topics. */
  public interface EventConsumer {
    <T extends SpecificRecord> void accept(Topic<T> topic, T event);
  }

  /** Passes the events to a consumer, each after its parent. */
  public void forEachEvent(EventConsumer events) {
    events.accept(Topics.BID_REQUESTS, request);
    if (response != null) {
      events.accept(Topics.BID_RESPONSES, response);
    }
    impressions.forEach(impression -> events.accept(Topics.IMPRESSIONS, impression));
    clicks.forEach(click -> events.accept(Topics.CLICKS, click));
    notices.forEach(notice -> events.accept(Topics.NOTICES, notice));
  }
}
