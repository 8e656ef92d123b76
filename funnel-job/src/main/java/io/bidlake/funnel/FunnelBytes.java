package io.bidlake.funnel;

import io.bidlake.funnel.RequestFunnel.Child;
import io.bidlake.funnel.RequestFunnel.Request;
import io.bidlake.runtime.EventText;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Packs what is known of a request into an array of bytes, as state: objects would take several
 * times the memory. Not thread-safe.
 */
final class FunnelBytes {

  private static final byte VERSION = 1;
  private static final int REQUEST = 1;
  private static final int ACCEPTED = 2;

  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  byte[] pack(RequestFunnel funnel) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    Optional<Request> request = funnel.request();
    int accepted = request.filter(Request::accepted).isPresent() ? ACCEPTED : 0;
    out.writeByte((request.isPresent() ? REQUEST : 0) | accepted);
    if (request.isPresent()) {
      out.writeLong(request.get().time());
      EventText.write(request.get().publisher(), out);
    }
    for (Child child : funnel.children()) {
      out.writeByte(child.stage().index());
      EventText.write(child.id(), out);
      EventText.write(child.parentId(), out);
      out.writeLong(child.time());
      out.writeInt(child.partition());
      out.writeLong(child.offset());
    }
    return out.getCopyOfBuffer();
  }

  /** Makes the funnel what was packed; null is an empty one. */
  void unpack(byte[] bytes, RequestFunnel funnel) throws IOException {
    funnel.clear();
    if (bytes == null) {
      return;
    }
    in.setBuffer(bytes);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("state must have version %d, was %d".formatted(VERSION, version));
    }
    int flags = in.readByte();
    if ((flags & REQUEST) != 0) {
      long time = in.readLong();
      funnel.add(new Request(time, EventText.read(in), (flags & ACCEPTED) != 0));
    }
    while (in.available() > 0) {
      Stage stage = Stage.of(in.readByte());
      String id = EventText.read(in);
      String parentId = EventText.read(in);
      funnel.add(new Child(stage, id, parentId, in.readLong(), in.readInt(), in.readLong()));
    }
  }
}
