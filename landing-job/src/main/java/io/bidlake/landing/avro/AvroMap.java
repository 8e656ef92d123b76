package io.bidlake.landing.avro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.table.data.GenericMapData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StringType;

/** A map with texts as keys. Of a key that is repeated, the last value counts. */
final class AvroMap implements AvroValue {

  private final AvroValue value;

  AvroMap(AvroValue value) {
    this.value = value;
  }

  @Override
  public Type type(IntSupplier ids) {
    Type type = value.type(ids);
    return type == null
        ? null
        : MapType.ofOptional(ids.getAsInt(), ids.getAsInt(), StringType.get(), type);
  }

  @Override
  public ValueReader reader(Type column) {
    ValueReader reader = value.reader(column.asMapType().valueType());
    return in -> {
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
        for (long i = 0; i < left; i++) {
          Object key = ScalarValue.text(in);
          entries.put(key, reader.read(in));
        }
      }
      return new GenericMapData(entries);
    };
  }
}
