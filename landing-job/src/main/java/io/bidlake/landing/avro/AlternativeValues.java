package io.bidlake.landing.avro;

import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;

/** A union of one type with null, or of numbers of two sizes: one column. */
final class AlternativeValues implements AvroValue {

  private final List<AvroValue> branches;

  AlternativeValues(List<AvroValue> branches) {
    this.branches = branches;
  }

  @Override
  public Type type(IntSupplier ids) {
    return branches.stream()
        .map(branch -> branch.type(ids))
        .filter(Objects::nonNull)
        .reduce(
            (one, other) ->
                other.typeId() == TypeID.LONG || other.typeId() == TypeID.DOUBLE ? other : one)
        .orElse(null);
  }

  @Override
  public ValueReader reader(Type column) {
    ValueReader[] readers =
        branches.stream().map(branch -> branch.reader(column)).toArray(ValueReader[]::new);
    return in -> readers[in.readIndex()].read(in);
  }
}
