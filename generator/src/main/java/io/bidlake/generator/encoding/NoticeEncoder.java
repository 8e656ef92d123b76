package io.bidlake.generator.encoding;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private static final Pattern MACRO = Pattern.compile("\\$\\{(\\w+)}");

  private static final Map<NoticeKind, String> TEMPLATES =
      Feed.DEFAULTS.notices().stream()
          .collect(Collectors.toMap(Feed.Template::kind, Feed.Template::url));

  @Override
  public byte[] encode(SpecificRecord event) {
    NoticeKind kind = kind(event);
    Instant time = (Instant) event.get(event.getSchema().getField("event_timestamp").pos());
    String url =
        MACRO
            .matcher(TEMPLATES.get(kind))
            .replaceAll(macro -> Matcher.quoteReplacement(value(macro.group(1), event)));
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

  /** Returns the value of a macro as it is in a URL. */
  private static String value(String macro, SpecificRecord event) {
    Schema.Field field =
        FIELDS.get(macro).stream()
            .map(event.getSchema()::getField)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    Object value = event.get(field.pos());
    if (value == null) {
      return "";
    }
    String text = value instanceof Instant time ? "" + time.toEpochMilli() : value.toString();
    // URLEncoder encodes a space as a plus sign, which is valid only in form data.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
