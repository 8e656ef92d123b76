package io.bidlake.verify.notices;

import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.verify.layout.DeadLetterReason;
import io.bidlake.verify.text.Content;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Finding;
import io.bidlake.verify.text.Finding.Found;
import io.bidlake.verify.text.Times;
import io.bidlake.verify.text.Url;
import io.bidlake.verify.text.Whitespace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.util.Utf8;

/** Reads impressions, clicks and notices from lines with notice URLs. */
public final class ReadNotices {

  private static final int LONGEST_LINE = 64 << 10;

  private final Feed feed;
  private final Collection<Topic<?>> topics;
  private final List<Template> templates;

  /**
   * @param topics the topics whose events are read
   * @throws IllegalArgumentException if a template is invalid
   */
  public ReadNotices(Feed feed, Collection<Topic<?>> topics) {
    this.feed = feed;
    this.topics = List.copyOf(topics);
    this.templates = feed.notices().stream().map(Template::new).toList();
  }

  /**
   * Reads the value of a Kafka record.
   *
   * @param received the record's timestamp
   */
  public void read(byte[] value, Instant received, Consumer<Finding> findings) {
    byte[] bytes;
    try {
      bytes = Content.of(value);
    } catch (FaultException e) {
      findings.accept(Finding.deadLetter(1, e.reason(), () -> value));
      return;
    }
    int number = 0;
    int start = Content.start(bytes);
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      byte[] line = Whitespace.trimmed(bytes, start, end);
      if (line.length > 0) {
        findings.accept(finding(++number, line, received));
      }
      start = end + 1;
    }
  }

  private Finding finding(int number, byte[] line, Instant received) {
    if (line.length > LONGEST_LINE) {
      return Finding.deadLetter(number, DeadLetterReason.MALFORMED, () -> line);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return new Finding(number, null, events(Line.of(text), received), () -> line);
    } catch (CharacterCodingException e) {
      return Finding.deadLetter(number, DeadLetterReason.MALFORMED, () -> line);
    } catch (FaultException e) {
      return Finding.deadLetter(number, e.reason(), () -> line);
    }
  }

  private List<Found> events(Line line, Instant received) throws FaultException {
    Url url = line.url() == null ? null : Url.of(line.url());
    Template template = url == null ? null : best(url);
    if (template == null) {
      throw new FaultException(DeadLetterReason.UNKNOWN_EVENT, "no template fits");
    }
    Values values = new Values(template.match(url));
    if (values.areOfAnAudit()) {
      return List.of();
    }
    List<Topic<?>> kinds = topicsOf(template.kind());
    if (kinds.stream().noneMatch(topics::contains)) {
      throw new FaultException(DeadLetterReason.UNKNOWN_EVENT, "no topic takes " + template.kind());
    }
    values.requirePutIn();
    Bought bought = bought(template.kind(), values);
    Double price = template.kind() == NoticeKind.CLICK ? null : values.price("AUCTION_PRICE");
    if (price == null && kinds.contains(Topics.IMPRESSIONS)) {
      throw new FaultException(DeadLetterReason.MISSING_FIELD, "AUCTION_PRICE");
    }
    Notice notice =
        kinds.contains(Topics.NOTICES) ? notice(template.kind(), values, bought, price) : null;
    Instant time = time(values, line, received);
    List<Found> events = new ArrayList<>();
    if (kinds.contains(Topics.IMPRESSIONS)) {
      events.add(new Found(Topics.IMPRESSIONS, impression(values, bought, price, time)));
    }
    if (kinds.contains(Topics.CLICKS)) {
      events.add(new Found(Topics.CLICKS, click(values, bought, time)));
    }
    if (notice != null) {
      notice.setEventTimestamp(time);
      events.add(new Found(Topics.NOTICES, notice));
    }
    events.removeIf(event -> !topics.contains(event.topic()));
    return events;
  }

  /** The matching template with the most constant parts; the first one if there are several. */
  private Template best(Url url) {
    Template best = null;
    for (Template template : templates) {
      boolean better = best == null || template.constants() > best.constants();
      if (better && template.match(url) != null) {
        best = template;
      }
    }
    return best;
  }

  private List<Topic<?>> topicsOf(NoticeKind kind) {
    List<Topic<?>> found = new ArrayList<>();
    if (kind == feed.impressionOn()) {
      found.add(Topics.IMPRESSIONS);
    }
    if (kind == NoticeKind.CLICK) {
      found.add(Topics.CLICKS);
    } else if (kind != NoticeKind.IMPRESSION || kind != feed.impressionOn()) {
      found.add(Topics.NOTICES);
    }
    return found;
  }

  /**
   * The ids that a notice refers to.
   *
   * @param bidder the bidder's seat; null if unknown
   * @param response the id of the response; null if unknown
   * @param impression the id of the impression, even if there is none
   */
  private record Bought(
      String request, String imp, String bidder, String response, String impression) {}

  private Bought bought(NoticeKind kind, Values values) throws FaultException {
    String request = values.required("AUCTION_ID");
    String imp = values.required("AUCTION_IMP_ID");
    String bidder =
        Objects.requireNonNullElse(
            values.text("AUCTION_SEAT_ID"), Objects.requireNonNullElse(feed.bidderId(), ""));
    if (bidder.isEmpty() && (kind == feed.impressionOn() || kind == NoticeKind.CLICK)) {
      throw new FaultException(DeadLetterReason.MISSING_FIELD, "AUCTION_SEAT_ID");
    }
    String named = values.text("AUCTION_BID_ID");
    String response = named == null ? request + "~" + bidder : named;
    String impression = values.text("IMPRESSION_ID");
    return new Bought(
        request,
        imp,
        bidder.isEmpty() ? null : bidder,
        named == null && bidder.isEmpty() ? null : response,
        impression == null ? response + "/" + imp : impression);
  }

  private Notice notice(NoticeKind kind, Values values, Bought bought, Double price)
      throws FaultException {
    Double minimum = values.price("AUCTION_MIN_TO_WIN");
    return Notice.newBuilder()
        .setNoticeId(new Utf8(kind.spelled() + "/" + bought.impression))
        .setKind(new Utf8(kind.spelled()))
        .setRequestId(new Utf8(bought.request))
        .setResponseId(bought.response == null ? null : new Utf8(bought.response))
        .setImpId(new Utf8(bought.imp))
        .setBidderId(bought.bidder == null ? null : new Utf8(bought.bidder))
        .setPrice(price)
        .setCurrency(
            price == null && minimum == null ? null : new Utf8(values.currency(feed.currency())))
        .setLossReason(values.whole("AUCTION_LOSS"))
        .setMinToWin(minimum)
        .setEventTimestamp(Instant.EPOCH)
        .build();
  }

  private Impression impression(Values values, Bought bought, double price, Instant time) {
    return Impression.newBuilder()
        .setImpressionId(new Utf8(bought.impression))
        .setRequestId(new Utf8(bought.request))
        .setResponseId(new Utf8(bought.response))
        .setImpId(new Utf8(bought.imp))
        .setBidderId(new Utf8(bought.bidder))
        .setWinPrice(price)
        .setWinCurrency(new Utf8(values.currency(feed.currency())))
        .setCreativeId(values.utf8("CREATIVE_ID"))
        .setAdDomain(values.utf8("AD_DOMAIN"))
        .setEventTimestamp(time)
        .build();
  }

  private static Click click(Values values, Bought bought, Instant time) {
    String id = values.text("CLICK_ID");
    return Click.newBuilder()
        .setClickId(new Utf8(id == null ? bought.impression : id))
        .setRequestId(new Utf8(bought.request))
        .setImpressionId(new Utf8(bought.impression))
        .setImpId(new Utf8(bought.imp))
        .setBidderId(new Utf8(bought.bidder))
        .setCreativeId(values.utf8("CREATIVE_ID"))
        .setClickUrl(values.utf8("CLICK_URL"))
        .setEventTimestamp(time)
        .build();
  }

  private static Instant time(Values values, Line line, Instant received) throws FaultException {
    String shown = values.text("AUCTION_IMP_TS");
    Optional<Instant> time =
        shown == null
            ? line.time()
            : Optional.of(
                Times.ofDigits(shown).orElseThrow(() -> Values.invalid("AUCTION_IMP_TS")));
    return time.orElse(received);
  }
}
