package io.bidlake.generator.stream;

import io.bidlake.model.Topic;
import io.bidlake.registry.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads messages as a strict consumer would. */
final class Decoding {

  private Decoding() {}

  /** The event, or an exception if the message is anything else than exactly one event. */
  static SpecificRecord event(Message message) {
    return decode(message.topic(), message);
  }

  static long eventTime(Message message) {
    return eventTime(message.topic(), message);
  }

  static String rootId(Message message) {
    return rootId(message.topic(), message);
  }

  static String requestId(Message message) {
    return requestId(message.topic(), message);
  }

  private static <T extends SpecificRecord> long eventTime(Topic<T> topic, Message message) {
    return topic.eventTime().apply(decode(topic, message)).toEpochMilli();
  }

  private static <T extends SpecificRecord> String rootId(Topic<T> topic, Message message) {
    return topic.id().apply(decode(topic, message)).toString();
  }

  private static <T extends SpecificRecord> String requestId(Topic<T> topic, Message message) {
    return topic.requestId().apply(decode(topic, message)).toString();
  }

  private static <T extends SpecificRecord> T decode(Topic<T> topic, Message message) {
    byte[] value = message.value();
    if (value == null || !WireFormat.hasHeader(value)) {
      throw new IllegalArgumentException("no header");
    }
    if (SampleTimelines.schemaId(topic) != WireFormat.schemaId(value)) {
      throw new IllegalArgumentException("unknown schema");
    }
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                value, WireFormat.HEADER_LENGTH, value.length - WireFormat.HEADER_LENGTH, null);
    try {
      T event =
          topic.recordClass().cast(new SpecificDatumReader<>(topic.schema()).read(null, decoder));
      if (!decoder.isEnd()) {
        throw new IllegalArgumentException("bytes after the end");
      }
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
