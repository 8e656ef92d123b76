package io.bidlake.runtime;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Packs what is known of a request into an array of bytes, as state: objects would take several
 * times the memory. Not thread-safe.
 */
public abstract class PackedBytes<K extends RequestKnowledge> {

  private static final byte VERSION = 1;

  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  public final byte[] pack(K known) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    EventNumber.write(known.last(), out);
    write(known, out);
    return out.getCopyOfBuffer();
  }

  /** Makes it what was packed; no bytes are nothing. */
  public final void unpack(byte[] bytes, K known) throws IOException {
    known.clear();
    if (bytes == null) {
      return;
    }
    in.setBuffer(bytes);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("state must have version %d, was %d".formatted(VERSION, version));
    }
    known.reach(EventNumber.read(in));
    read(in, known);
  }

  /** Whether there is more to read. */
  protected final boolean hasMore() {
    return in.available() > 0;
  }

  protected abstract void write(K known, DataOutputView out) throws IOException;

  protected abstract void read(DataInputView in, K known) throws IOException;
}
