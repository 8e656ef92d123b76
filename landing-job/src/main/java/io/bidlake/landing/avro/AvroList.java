package io.bidlake.landing.avro;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.ListType;

/** An array: a list. */
final class AvroList implements AvroValue {

  private final AvroValue element;

  AvroList(AvroValue element) {
    this.element = element;
  }

  @Override
  public Type type(IntSupplier ids) {
    Type type = element.type(ids);
    return type == null ? null : ListType.ofOptional(ids.getAsInt(), type);
  }

  @Override
  public ValueReader reader(Type column) {
    ValueReader reader = element.reader(column.asListType().elementType());
    return in -> {
      // A corrupt length may be larger than the number of elements.
      List<Object> elements = new ArrayList<>();
      for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
        for (long i = 0; i < left; i++) {
          elements.add(reader.read(in));
        }
      }
      return new GenericArrayData(elements.toArray());
    };
  }
}
