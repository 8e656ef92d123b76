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
 * A bid request and everything that came of it.
 *
 * @param response null when nobody answered
 * @param notices wins and losses; {@link Notices#billing} comes with each impression
 */
public record Funnel(
    BidRequest request,
    BidResponse response,
    List<Impression> impressions,
    List<Click> clicks,
    List<Notice> notices) {

  /** Takes events with their topics. */
  public interface EventConsumer {
    <T extends SpecificRecord> void accept(Topic<T> topic, T event);
  }

  /** Hands over the events, each after the one that it follows from. */
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
