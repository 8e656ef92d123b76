package io.bidlake.openrtb.notice;

import static io.bidlake.openrtb.UnreadableDocument.missing;

import io.bidlake.domain.SenderText;
import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.openrtb.EventOutput;
import io.bidlake.openrtb.SourceDocument;
import io.bidlake.openrtb.TakenTopics;
import io.bidlake.openrtb.UnreadableDocument;
import io.bidlake.tables.DeadLetter.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import org.apache.avro.util.Utf8;

/** Builds the events of a notice: an impression, a click, the outcome of a bid, or two of these. */
final class NoticeEvents {

  /** Upper bound of the loss reason codes (OpenRTB's list); others have no counter. */
  private static final int CODES = 10_000;

  private final Feed feed;
  private final TakenTopics topics;

  /**
   * @param topics names of the topics whose events are decoded
   */
  NoticeEvents(Feed feed, Collection<String> topics) {
    this.feed = feed;
    this.topics = new TakenTopics(topics);
  }

  /** The ids of a notice, read from it or derived from its other ids. */
  private record Ids(String request, String imp, String bidder, String response, String own) {

    /** The impression's own id, otherwise the response's id and the placement's. */
    String impression() {
      return own != null ? own : response + "/" + imp;
    }
  }

  /**
   * Emits all events of a notice, or none.
   *
   * @param line its time is used when the notice has none
   * @param receivedAt event time of lines without their own, in epoch ms
   * @throws UnreadableDocument if a value that an event needs is missing or unreadable
   */
  void emit(
      NoticeValues values,
      LoggedUrl line,
      long receivedAt,
      SourceDocument document,
      EventOutput out)
      throws UnreadableDocument {
    NoticeKind kind = values.kind();
    boolean isImpression = kind == feed.impressionOn();
    boolean isNotice = kind != NoticeKind.CLICK && !(isImpression && kind == NoticeKind.IMPRESSION);
    Ids ids = ids(values);
    if (ids.bidder == null && (isImpression || kind == NoticeKind.CLICK)) {
      throw missing(Macro.AUCTION_SEAT_ID.name());
    }
    Double price = kind == NoticeKind.CLICK ? null : values.price(Macro.AUCTION_PRICE);
    if (price == null && isImpression) {
      throw missing(Macro.AUCTION_PRICE.name());
    }
    Notice notice = isNotice ? notice(kind, ids, values, price) : null;
    Instant time = time(values, line, receivedAt);
    if (isImpression) {
      out.event(Topics.IMPRESSIONS, impression(ids, values, price, time), document);
    }
    if (kind == NoticeKind.CLICK) {
      out.event(Topics.CLICKS, click(ids, values, time), document);
    }
    if (isNotice) {
      notice.setEventTimestamp(time);
      out.event(Topics.NOTICES, notice, document);
    }
    if (isNotice && !isImpression) {
      count(kind, notice.getLossReason(), out);
    }
    requireTaken(isImpression, isNotice ? Topics.NOTICES : isImpression ? null : Topics.CLICKS);
  }

  /**
   * Refuses a notice if none of its events is of a decoded topic.
   *
   * @param own topic of the event beside the impression; null for none
   */
  private void requireTaken(boolean isImpression, Topic<?> own) throws UnreadableDocument {
    boolean isTaken =
        (isImpression && topics.has(Topics.IMPRESSIONS)) || (own != null && topics.has(own));
    if (!isTaken) {
      throw new UnreadableDocument(
          Reason.UNKNOWN_EVENT,
          topics.refusalOf(own == null ? Topics.IMPRESSIONS.event() : own.event()));
    }
  }

  private static void count(NoticeKind kind, Integer loss, EventOutput out) {
    String counter = "notices." + kind.spelled();
    out.count(counter);
    if (kind == NoticeKind.LOSS && loss != null && loss >= 0 && loss < CODES) {
      out.count(counter + "." + loss);
    }
  }

  private Ids ids(NoticeValues values) throws UnreadableDocument {
    String request = values.required(Macro.AUCTION_ID);
    String imp = values.required(Macro.AUCTION_IMP_ID);
    String seat = values.text(Macro.AUCTION_SEAT_ID);
    String bidder = seat != null ? seat : feed.bidderId();
    String bid = values.text(Macro.AUCTION_BID_ID);
    // The JSON decoder derives the same id for a response without one.
    String response = bid != null || bidder == null ? bid : request + "~" + bidder;
    return new Ids(request, imp, bidder, response, values.text(Macro.IMPRESSION_ID));
  }

  private static Instant time(NoticeValues values, LoggedUrl line, long receivedAt)
      throws UnreadableDocument {
    Long own = values.time(Macro.AUCTION_IMP_TS);
    if (own != null) {
      return Instant.ofEpochMilli(own);
    }
    if (line.unreadableTime() != null) {
      throw UnreadableDocument.invalid("time of the line", line.unreadableTime(), "is no time");
    }
    return Instant.ofEpochMilli(line.time().orElse(receivedAt));
  }

  private String currency(NoticeValues values) {
    String text = values.text(Macro.AUCTION_CURRENCY);
    String code = text == null ? "" : text.trim();
    return code.isEmpty() ? feed.currency() : code.toUpperCase(Locale.ROOT);
  }

  private Impression impression(Ids ids, NoticeValues values, double price, Instant time) {
    return Impression.newBuilder()
        .setImpressionId(utf8(ids.impression()))
        .setRequestId(utf8(ids.request))
        .setResponseId(utf8(ids.response))
        .setImpId(utf8(ids.imp))
        .setBidderId(utf8(ids.bidder))
        .setWinPrice(price)
        .setWinCurrency(utf8(currency(values)))
        .setCreativeId(utf8(values.text(Macro.CREATIVE_ID)))
        .setAdDomain(utf8(values.text(Macro.AD_DOMAIN)))
        .setEventTimestamp(time)
        .build();
  }

  private static Click click(Ids ids, NoticeValues values, Instant time) {
    String own = values.text(Macro.CLICK_ID);
    return Click.newBuilder()
        .setClickId(utf8(own != null ? own : ids.impression()))
        .setRequestId(utf8(ids.request))
        .setImpressionId(utf8(ids.impression()))
        .setImpId(utf8(ids.imp))
        .setBidderId(utf8(ids.bidder))
        .setCreativeId(utf8(values.text(Macro.CREATIVE_ID)))
        .setClickUrl(utf8(values.text(Macro.CLICK_URL)))
        .setEventTimestamp(time)
        .build();
  }

  /** The notice without its event time. */
  private Notice notice(NoticeKind kind, Ids ids, NoticeValues values, Double price)
      throws UnreadableDocument {
    Double minimum = values.price(Macro.AUCTION_MIN_TO_WIN);
    Ids named =
        ids.response == null
            ? new Ids(ids.request, ids.imp, null, ids.request + "~", ids.own)
            : ids;
    return Notice.newBuilder()
        .setNoticeId(utf8(kind.spelled() + "/" + named.impression()))
        .setKind(utf8(kind.spelled()))
        .setRequestId(utf8(ids.request))
        .setResponseId(utf8(ids.response))
        .setImpId(utf8(ids.imp))
        .setBidderId(utf8(ids.bidder))
        .setPrice(price)
        .setCurrency(price == null && minimum == null ? null : utf8(currency(values)))
        .setLossReason(values.integer(Macro.AUCTION_LOSS))
        .setMinToWin(minimum)
        .setEventTimestamp(Instant.EPOCH)
        .build();
  }

  private static Utf8 utf8(String text) {
    return text == null ? null : new Utf8(SenderText.readable(text));
  }
}
