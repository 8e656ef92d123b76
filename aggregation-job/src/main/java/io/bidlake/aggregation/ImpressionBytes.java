package io.bidlake.aggregation;

import io.bidlake.aggregation.RequestImpressions.Request;
import io.bidlake.aggregation.RequestImpressions.Shown;
import io.bidlake.runtime.EventText;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Packs what is known of a request into an array of bytes, as state: objects would take several
 * times the memory. Not thread-safe.
 */
final class ImpressionBytes {

  private static final byte VERSION = 1;

  private final DataOutputSerializer out = new DataOutputSerializer(128);
  private final DataInputDeserializer in = new DataInputDeserializer();

  byte[] pack(RequestImpressions known) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    Request request = known.request();
    out.writeBoolean(request != null);
    if (request != null) {
      out.writeLong(request.time());
      EventText.write(request.country(), out);
    }
    for (Shown impression : known.impressions()) {
      EventText.write(impression.id(), out);
      out.writeLong(impression.time());
      out.writeDouble(impression.usd());
      EventText.write(impression.bidder(), out);
    }
    return out.getCopyOfBuffer();
  }

  /** Makes it what was packed; null is nothing. */
  void unpack(byte[] bytes, RequestImpressions known) throws IOException {
    known.clear();
    if (bytes == null) {
      return;
    }
    in.setBuffer(bytes);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("state must have version %d, was %d".formatted(VERSION, version));
    }
    if (in.readBoolean()) {
      known.request(new Request(in.readLong(), EventText.read(in)));
    }
    while (in.available() > 0) {
      String id = EventText.read(in);
      known.impressions().add(new Shown(id, in.readLong(), in.readDouble(), EventText.read(in)));
    }
  }
}
