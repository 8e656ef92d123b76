package io.bidlake.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bidlake.generator.funnel.Funnel;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a funnel as JSON in OpenRTB's spelling: what is absent is left out, times are ISO 8601 in
 * UTC.
 */
final class FunnelJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private FunnelJson() {}

  /** One JSON object without line breaks. */
  static String of(Funnel funnel) {
    ObjectNode node = NODES.objectNode();
    node.set("bid_request", node(funnel.request()));
    node.set("bid_response", node(funnel.response()));
    node.set("impressions", node(funnel.impressions()));
    node.set("clicks", node(funnel.clicks()));
    return node.toString();
  }

  private static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof SpecificRecord event) {
      return object(event);
    } else if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      list.forEach(item -> array.add(node(item)));
      return array;
    } else if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Double number) {
      return NODES.numberNode(number);
    } else if (value instanceof Instant time) {
      return NODES.textNode(MILLIS.format(time));
    } else if (value instanceof CharSequence) {
      return NODES.textNode(value.toString());
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass());
  }

  private static ObjectNode object(SpecificRecord event) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      // An empty seatbid says that nobody bids; every other empty list is as good as none.
      boolean absent =
          value == null
              || (value instanceof List<?> list
                  && list.isEmpty()
                  && !field.name().equals("seatbid"));
      if (!absent) {
        object.set(field.name(), node(value));
      }
    }
    return object;
  }
}
