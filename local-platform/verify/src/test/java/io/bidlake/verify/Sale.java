package io.bidlake.verify;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.verify.layout.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.Utf8;

/** An event of a flat topic that only tests know: a sale that follows a click. */
public final class Sale extends SpecificRecordBase {

  public static final Schema SCHEMA$ =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Sale", "namespace": "io.bidlake.verify", "fields": [
                {"name": "sale_id", "type": "string", "doc": "Id of the sale."},
                {"name": "request_id", "type": "string", "doc": "Id of the request."},
                {"name": "click_id", "type": "string", "doc": "Id of the click."},
                {"name": "items", "type": "int", "doc": "Items."},
                {"name": "points", "type": ["null", "long"], "default": null, "doc": "Points."},
                {"name": "is_first", "type": "boolean", "doc": "Whether it is the first."},
                {"name": "amount", "type": "double", "doc": "Amount."},
                {"name": "tip", "type": ["null", "double"], "default": null, "doc": "Tip."},
                {"name": "discount", "type": "double", "default": 0.5, "doc": "Part off."},
                {"name": "currency", "type": "string", "default": "USD", "doc": "Currency."},
                {"name": "event_timestamp", "doc": "When it happened.",
                 "type": {"type": "long", "logicalType": "timestamp-millis"}}
              ]}
              """);

  // Avro's readers and writers ask the class for this field.
  @SuppressWarnings("UnusedVariable")
  private static final SpecificData MODEL$ = new SpecificData();

  private static final TimestampMillisConversion TIME = new TimestampMillisConversion();

  static {
    MODEL$.addLogicalTypeConversion(TIME);
  }

  public static final Topic<Sale> TOPIC =
      new Topic<>(
          "sales",
          77,
          "sale",
          Sale.class,
          sale -> (Utf8) sale.get("request_id"),
          sale -> (Utf8) sale.get("sale_id"),
          sale -> (Instant) sale.get("event_timestamp"),
          new Topic.Parent<>(
              Topics.CLICKS, sale -> (Utf8) sale.get("click_id"), Duration.ofSeconds(30)));

  public static final FlatTable<Sale> TABLE = FlatTable.of(TOPIC, "sale_id", "One sale.");

  /** All that Bidlake has, and sales. */
  public static final Scope SCOPE =
      new Scope(
          Stream.<Topic<?>>concat(Topics.ALL.stream(), Stream.of(TOPIC)).toList(),
          Stream.<FlatTable<?>>concat(Scope.ALL.flat().stream(), Stream.of(TABLE)).toList());

  private final Object[] values = new Object[SCHEMA$.getFields().size()];

  public static Sale of(String requestId, String id, double amount) {
    Sale sale = new Sale();
    sale.set("sale_id", new Utf8(id));
    sale.set("request_id", new Utf8(requestId));
    sale.set("click_id", new Utf8("click-" + requestId));
    sale.set("items", 3);
    sale.set("is_first", true);
    sale.set("amount", amount);
    sale.set("discount", 0.25);
    sale.set("currency", new Utf8("EUR"));
    sale.set("event_timestamp", Events.NOON.plusSeconds(20));
    return sale;
  }

  public void set(String field, Object value) {
    put(SCHEMA$.getField(field).pos(), value);
  }

  @Override
  public Object get(int field) {
    return values[field];
  }

  @Override
  public void put(int field, Object value) {
    values[field] = value;
  }

  @Override
  public Conversion<?> getConversion(int field) {
    return SCHEMA$.getFields().get(field).schema().getLogicalType() == null ? null : TIME;
  }

  @Override
  public Schema getSchema() {
    return SCHEMA$;
  }
}
