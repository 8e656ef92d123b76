package io.bidlake.generator.encoding;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.generator.funnel.Notices;
import io.bidlake.model.BidRequest;
import io.bidlake.model.BidResponse;
import io.bidlake.model.Click;
import io.bidlake.model.Feed;
import io.bidlake.model.Impression;
import io.bidlake.model.Notice;
import io.bidlake.model.NoticeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/** Reads lines as strictly as can be: exactly what the generator writes, and nothing else. */
public final class TextReading {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Pattern ACCESS =
      Pattern.compile("\\S+ - - \\[(.+)] \"GET (/\\S+) HTTP/1\\.1\" 200 43 \"-\" \"-\"");
  private static final Pattern CALL =
      Pattern.compile("(\\S+T\\S+\\.\\d{3}Z) https://notice\\.bidlake\\.example(/\\S+)");
  private static final DateTimeFormatter ACCESS_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US);

  private TextReading() {}

  /** The events of a line: two for an impression, which is billed too. */
  public static List<SpecificRecord> events(byte[] line) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new UncheckedIOException(e);
    }
    require(!text.contains("\n"), "one line", text);
    return text.startsWith("{") ? List.of(document(text)) : notices(text);
  }

  private static SpecificRecord document(String text) {
    try {
      JsonNode wrapper = JSON.readTree(text);
      require(wrapper.size() == 2 && wrapper.path("ts").isLong(), "a wrapper", text);
      Instant time = Instant.ofEpochMilli(wrapper.path("ts").longValue());
      if (wrapper.has("bidrequest")) {
        BidRequest request = (BidRequest) read(wrapper.get("bidrequest"), BidRequest.SCHEMA$);
        request.setEventTimestamp(time);
        return request;
      }
      BidResponse response = (BidResponse) read(wrapper.get("bidresponse"), BidResponse.SCHEMA$);
      response.setEventTimestamp(time);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(JsonNode node, Schema schema) {
    return switch (schema.getType()) {
      case UNION -> read(node, schema.getTypes().get(1));
      case RECORD -> object(node, schema);
      case ARRAY -> {
        require(node.isArray() && !node.isEmpty(), "a filled array", node);
        List<Object> list = new ArrayList<>();
        node.forEach(item -> list.add(read(item, schema.getElementType())));
        yield list;
      }
      case STRING -> {
        require(node.isTextual() && !node.textValue().isEmpty(), "a text", node);
        yield new Utf8(node.textValue());
      }
      case INT -> {
        require(node.isInt(), "an int", node);
        yield node.intValue();
      }
      case DOUBLE -> {
        require(node.isDouble(), "a double", node);
        yield node.doubleValue();
      }
      default -> throw new IllegalArgumentException(schema + " in JSON");
    };
  }

  private static Object object(JsonNode node, Schema schema) {
    require(node.isObject(), "an object", node);
    SpecificRecord result =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    node.fieldNames()
        .forEachRemaining(name -> require(schema.getField(name) != null, "a known field", name));
    for (Schema.Field field : schema.getFields()) {
      if (field.name().equals("event_timestamp")) {
        require(!node.has(field.name()), "no time", node);
        continue;
      }
      Object usual = field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null;
      if (node.has(field.name())) {
        Object value = read(node.get(field.name()), field.schema());
        require(!value.equals(usual), "no default in " + field.name(), value);
        result.put(field.pos(), value);
      } else {
        require(field.hasDefaultValue(), field.name(), node);
        result.put(field.pos(), usual);
      }
    }
    return result;
  }

  private static List<SpecificRecord> notices(String line) {
    Matcher access = ACCESS.matcher(line);
    Matcher call = CALL.matcher(line);
    if (access.matches()) {
      Instant second = OffsetDateTime.parse(access.group(1), ACCESS_TIME).toInstant();
      Macros macros = Macros.of(NoticeKind.BILLING, access.group(2));
      Instant time = Instant.ofEpochMilli(Long.parseLong(macros.required("AUCTION_IMP_TS")));
      require(time.getEpochSecond() == second.getEpochSecond(), "the same second", line);
      Impression impression = impression(macros, time);
      return List.of(impression, Notices.billing(impression));
    }
    require(call.matches(), "a line of a log", line);
    Instant time = Instant.parse(call.group(1));
    String url = call.group(2);
    if (url.startsWith("/click")) {
      return List.of(click(Macros.of(NoticeKind.CLICK, url), time));
    }
    NoticeKind kind = url.startsWith("/win") ? NoticeKind.WIN : NoticeKind.LOSS;
    return List.of(notice(kind, Macros.of(kind, url), time));
  }

  private static Impression impression(Macros macros, Instant time) {
    return Impression.newBuilder()
        .setImpressionId(macros.text("IMPRESSION_ID"))
        .setRequestId(macros.text("AUCTION_ID"))
        .setResponseId(macros.text("AUCTION_BID_ID"))
        .setImpId(macros.text("AUCTION_IMP_ID"))
        .setBidderId(macros.text("AUCTION_SEAT_ID"))
        .setWinPrice(macros.number("AUCTION_PRICE"))
        .setWinCurrency(macros.text("AUCTION_CURRENCY"))
        .setCreativeId(macros.text("CREATIVE_ID"))
        .setAdDomain(macros.text("AD_DOMAIN"))
        .setEventTimestamp(time)
        .build();
  }

  private static Click click(Macros macros, Instant time) {
    return Click.newBuilder()
        .setClickId(macros.text("CLICK_ID"))
        .setRequestId(macros.text("AUCTION_ID"))
        .setImpressionId(macros.text("IMPRESSION_ID"))
        .setImpId(macros.text("AUCTION_IMP_ID"))
        .setBidderId(macros.text("AUCTION_SEAT_ID"))
        .setCreativeId(macros.text("CREATIVE_ID"))
        .setClickUrl(macros.text("CLICK_URL"))
        .setEventTimestamp(time)
        .build();
  }

  private static Notice notice(NoticeKind kind, Macros macros, Instant time) {
    String id =
        "%s/%s/%s"
            .formatted(
                kind.spelled(),
                macros.required("AUCTION_BID_ID"),
                macros.required("AUCTION_IMP_ID"));
    boolean lost = kind == NoticeKind.LOSS;
    return Notice.newBuilder()
        .setNoticeId(new Utf8(id))
        .setKind(new Utf8(kind.spelled()))
        .setRequestId(macros.text("AUCTION_ID"))
        .setResponseId(macros.text("AUCTION_BID_ID"))
        .setImpId(macros.text("AUCTION_IMP_ID"))
        .setBidderId(macros.text("AUCTION_SEAT_ID"))
        .setPrice(macros.number("AUCTION_PRICE"))
        .setCurrency(macros.text("AUCTION_CURRENCY"))
        .setLossReason(lost ? Integer.valueOf(macros.required("AUCTION_LOSS")) : null)
        .setMinToWin(lost ? macros.number("AUCTION_MIN_TO_WIN") : null)
        .setEventTimestamp(time)
        .build();
  }

  /** Values by macro; null where the URL has an empty one. */
  private record Macros(Map<String, String> values) {

    static Macros of(NoticeKind kind, String url) {
      String template =
          Feed.DEFAULTS.notices().stream()
              .filter(notice -> notice.kind() == kind)
              .map(notice -> notice.url().substring("https://notice.bidlake.example".length()))
              .findFirst()
              .orElseThrow();
      String[] named = template.split("[?&]", -1);
      String[] given = url.split("[?&]", -1);
      require(named.length == given.length && named[0].equals(given[0]), template, url);
      Map<String, String> values = new HashMap<>();
      for (int i = 1; i < named.length; i++) {
        String[] macro = named[i].split("=", -1);
        String[] value = given[i].split("=", -1);
        require(value.length == 2 && value[0].equals(macro[0]), template, url);
        require(!value[1].contains("+") && !value[1].contains("$"), "an encoded value", url);
        values.put(
            macro[1].substring(2, macro[1].length() - 1),
            value[1].isEmpty() ? null : URLDecoder.decode(value[1], StandardCharsets.UTF_8));
      }
      require(values.get("AUCTION_ID") != null, "a request", url);
      return new Macros(values);
    }

    String required(String macro) {
      require(values.get(macro) != null, macro, values);
      return values.get(macro);
    }

    Utf8 text(String macro) {
      return values.get(macro) == null ? null : new Utf8(values.get(macro));
    }

    Double number(String macro) {
      return values.get(macro) == null ? null : Double.valueOf(values.get(macro));
    }
  }

  private static void require(boolean holds, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException("expected %s, was %s".formatted(expected, actual));
    }
  }
}
