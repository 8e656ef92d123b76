package io.bidlake.runtime.state;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;

/** Type information of objects that a {@link CompactSerializer} serializes, and not Kryo. */
public final class CompactTypeInfo<T> extends GenericTypeInfo<T> {

  private static final long serialVersionUID = 1;

  private final CompactSerializer<T> serializer;

  public CompactTypeInfo(Class<T> type, CompactSerializer<T> serializer) {
    super(type);
    this.serializer = serializer;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return "Compact<" + getTypeClass().getSimpleName() + ">";
  }
}
