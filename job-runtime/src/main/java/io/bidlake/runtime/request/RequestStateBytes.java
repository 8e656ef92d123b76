package io.bidlake.runtime.request;

import io.bidlake.runtime.state.VarInt;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes the state of a request into a byte array; objects would take several times the memory.
 * The first byte is the format version of the job, so that state of all older releases can be read.
 * Not thread-safe.
 */
public abstract class RequestStateBytes<S extends RequestState> {

  private final int format;
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /**
   * @param format newest format version of the job, in which state is written; all versions from 1
   *     can be read
   */
  protected RequestStateBytes(int format) {
    this.format = format;
  }

  public final byte[] pack(S state) throws IOException {
    out.clear();
    out.writeByte(format);
    VarInt.write(state.last(), out);
    write(state, out);
    return out.getCopyOfBuffer();
  }

  /** Deserializes bytes into the state object; null clears it. */
  public final void unpack(byte[] bytes, S state) throws IOException {
    state.clear();
    if (bytes == null) {
      return;
    }
    in.setBuffer(bytes);
    int written = in.readUnsignedByte();
    if (written < 1 || written > format) {
      throw new IOException(
          "the state of a request must have a format from 1 to %d, was %d: it is of a newer release"
              .formatted(format, written));
    }
    state.reach(VarInt.read(in));
    read(written, in, state);
  }

  /** Returns whether there are more bytes to read. */
  protected final boolean hasMore() {
    return in.available() > 0;
  }

  /** Writes the state in the newest format. */
  protected abstract void write(S state, DataOutputView out) throws IOException;

  /**
   * Reads the state in any released format.
   *
   * @param written format version of the bytes
   */
  protected abstract void read(int written, DataInputView in, S state) throws IOException;
}
