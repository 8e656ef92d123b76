package io.bidlake.generator.encoding;

import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import io.bidlake.producer.EventEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes impressions, clicks and notices as calls of their URLs, in the form in which a tracker
 * logs them. An impression is a call of its billing URL, as a line of an access log; the log time
 * has a resolution of seconds, so the URL contains the time in milliseconds. Other events are a
 * time and a URL.
 */
final class NoticeEncoder implements EventEncoder {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** Names of the fields of impressions, clicks and notices, by macro. */
  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry("AUCTION_ID", List.of("request_id")),
          Map.entry("AUCTION_BID_ID", List.of("response_id")),
          Map.entry("AUCTION_IMP_ID", List.of("imp_id")),
          Map.entry("AUCTION_SEAT_ID", List.of("bidder_id")),
          Map.entry("AUCTION_PRICE", List.of("win_price", "price")),
          Map.entry("AUCTION_CURRENCY", List.of("win_currency", "currency")),
          Map.entry("AUCTION_LOSS", List.of("loss_reason")),
          Map.entry("AUCTION_MIN_TO_WIN", List.of("min_to_win")),
          Map.entry("AUCTION_IMP_TS", List.of("event_timestamp")),
          Map.entry("IMPRESSION_ID", List.of("impression_id")),
          Map.entry("CLICK_ID", List.of("click_id")),
          Map.entry("CREATIVE_ID", List.of("creative_id")),
          Map.entry("AD_DOMAIN", List.of("ad_domain")),
          Map.entry("CLICK_URL", List.of("click_url")));

  private final Map<NoticeKind, Url> urls = new EnumMap<>(NoticeKind.class);

  NoticeEncoder() {
    for (Feed.Template template : Feed.DEFAULTS.notices()) {
      urls.put(template.kind(), new Url(template));
    }
  }

  @Override
  public byte[] encode(SpecificRecord event) {
    NoticeKind kind = kind(event);
    Instant time = (Instant) event.get(event.getSchema().getField("event_timestamp").pos());
    String url = urls.get(kind).filled(event);
    String line =
        kind == NoticeKind.BILLING
            ? "192.0.2.10 - - [%s] \"GET %s HTTP/1.1\" 200 43 \"-\" \"-\""
                .formatted(
                    SECONDS.format(time), url.substring(url.indexOf('/', "https://".length())))
            : MILLIS.format(time) + " " + url;
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static NoticeKind kind(SpecificRecord event) {
    if (event instanceof Notice notice) {
      return NoticeKind.valueOf(notice.getKind().toString().toUpperCase(Locale.ROOT));
    }
    return event instanceof Impression ? NoticeKind.BILLING : NoticeKind.CLICK;
  }

  /** A URL template, split at its macros. */
  private static final class Url {

    private final List<String> texts = new ArrayList<>();

    /** Positions of the fields after each text except the last. */
    private final List<Integer> fields = new ArrayList<>();

    Url(Feed.Template template) {
      Schema schema =
          switch (template.kind()) {
            case BILLING, IMPRESSION -> Impression.getClassSchema();
            case CLICK -> Click.getClassSchema();
            case WIN, LOSS -> Notice.getClassSchema();
          };
      String url = template.url();
      int from = 0;
      for (int at = url.indexOf("${"); at >= 0; at = url.indexOf("${", from)) {
        texts.add(url.substring(from, at));
        from = url.indexOf('}', at) + 1;
        fields.add(position(url.substring(at + 2, from - 1), schema));
      }
      texts.add(url.substring(from));
    }

    private static int position(String macro, Schema schema) {
      return FIELDS.get(macro).stream()
          .filter(name -> schema.getField(name) != null)
          .mapToInt(name -> schema.getField(name).pos())
          .findFirst()
          .orElseThrow();
    }

    String filled(SpecificRecord event) {
      StringBuilder url = new StringBuilder(texts.get(0));
      for (int i = 0; i < fields.size(); i++) {
        url.append(encoded(event.get(fields.get(i)))).append(texts.get(i + 1));
      }
      return url.toString();
    }

    private static String encoded(Object value) {
      if (value == null) {
        return "";
      }
      String text = value instanceof Instant time ? "" + time.toEpochMilli() : value.toString();
      // URLEncoder encodes a space as a plus sign, which is valid only in form data.
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
