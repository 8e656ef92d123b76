package io.bidlake.runtime.request;

import io.bidlake.runtime.state.VarInt;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Packs the state of a request into an array of bytes: objects would take several times the memory.
 * The first byte is the number of the job's format, so that what an older release has written can
 * be read for good. Not thread-safe.
 */
public abstract class RequestStateBytes<S extends RequestState> {

  private final int format;
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /**
   * @param format number of the job's newest format, in which state is written; all from 1 on can
   *     be read
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

  /** Makes it what was packed; no bytes are nothing. */
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

  /** Whether there is more to read. */
  protected final boolean hasMore() {
    return in.available() > 0;
  }

  /** Writes the newest format. */
  protected abstract void write(S state, DataOutputView out) throws IOException;

  /**
   * Reads any format that was ever released.
   *
   * @param written number of the format that the bytes were written in
   */
  protected abstract void read(int written, DataInputView in, S state) throws IOException;
}
