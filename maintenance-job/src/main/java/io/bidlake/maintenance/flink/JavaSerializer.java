package io.bidlake.maintenance.flink;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/** Java's own serialization, for values that contain objects of Iceberg. */
final class JavaSerializer<T> implements SimpleVersionedSerializer<T> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(T value) throws IOException {
    return InstantiationUtil.serializeObject(value);
  }

  @Override
  public T deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException("expected state of version %d, got %d".formatted(VERSION, version));
    }
    try {
      return InstantiationUtil.deserializeObject(bytes, getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }
}
