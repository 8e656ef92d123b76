package io.bidlake.generator.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.bidlake.model.BidRequest;
import io.bidlake.producer.EventEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;

/**
 * Encodes requests and responses as OpenRTB JSON on one line, in a wrapper with the event time,
 * which OpenRTB does not contain: <code>{"ts":1770076800000,"bidrequest":{...}}</code>. As senders
 * do, it omits fields with their default value. Not thread-safe: it reuses its buffer.
 */
final class OpenRtbEncoder implements EventEncoder {

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<Schema, List<Member>> members = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An OpenRTB field, with its default value, which is omitted; null for none. */
  private record Member(String name, int position, Object usual) {}

  @Override
  public byte[] encode(SpecificRecord event) {
    bytes.reset();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("ts", time(event).toEpochMilli());
      json.writeFieldName(event instanceof BidRequest ? "bidrequest" : "bidresponse");
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: a buffer in memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static Instant time(SpecificRecord event) {
    return (Instant) event.get(event.getSchema().getField("event_timestamp").pos());
  }

  private void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof SpecificRecord object) {
      json.writeStartObject();
      for (Member member : members.computeIfAbsent(object.getSchema(), OpenRtbEncoder::members)) {
        write(member, object.get(member.position), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Utf8 text) {
      json.writeUTF8String(text.getBytes(), 0, text.getByteLength());
    } else {
      json.writePOJO(value);
    }
  }

  private void write(Member member, Object value, JsonGenerator json) throws IOException {
    if (value == null || value.equals(member.usual)) {
      return;
    }
    json.writeFieldName(member.name);
    if (member.name.equals("ext")) {
      json.writeRawValue(value.toString());
    } else {
      write(value, json);
    }
  }

  private static List<Member> members(Schema schema) {
    List<Member> members = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      String name = field.name();
      // event_timestamp is in the wrapper; unmapped is not a field of OpenRTB.
      if (!name.equals("event_timestamp") && !name.equals("unmapped")) {
        Object usual = field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null;
        members.add(new Member(name, field.pos(), usual));
      }
    }
    return members;
  }
}
