package io.bidlake.landing.avro;

import io.bidlake.landing.columns.KeyedHash;
import java.util.function.IntSupplier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.StringType;

/** A value of which only the keyed hash is stored. */
final class HashedValue implements AvroValue {

  private final AvroValue value;
  private final String path;
  private final byte[] key;

  HashedValue(AvroValue value, String path, byte[] key) {
    this.value = value;
    this.path = path;
    this.key = key;
  }

  @Override
  public Type type(IntSupplier ids) {
    return value.type(ids) == null ? null : StringType.get();
  }

  @Override
  public ValueReader reader(Type column) {
    // Any ids do, as a value that has parts is not hashed.
    ValueReader reader = value.reader(value.type(() -> 0));
    KeyedHash hash = new KeyedHash(key, path);
    return in -> hash.of(reader.read(in));
  }
}
