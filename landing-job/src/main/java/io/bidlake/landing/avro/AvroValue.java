package io.bidlake.landing.avro;

import io.bidlake.landing.columns.KeyedHash;
import io.bidlake.landing.columns.Texts;
import io.bidlake.runtime.avro.BytesDecoder;
import io.bidlake.runtime.avro.UndecodableRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.StringType;

/**
 * How the values of an Avro schema are stored.
 *
 * @param types returns the type of the column that the values need, with nested fields that have
 *     the given ids; null if nothing is to be stored, as of a record without fields
 * @param readers returns the reader of the values for a column, whose type is wide enough for them
 */
record AvroValue(Function<IntSupplier, Type> types, Function<Type, Reader> readers) {

  /** The type null, which has no column. */
  static final AvroValue NOTHING = of(null, in -> null);

  /** Reads one value in Avro's binary encoding into the form in which rows of Flink hold it. */
  @FunctionalInterface
  interface Reader {

    /**
     * Reads the value.
     *
     * @return the value; null if the column has none
     * @throws UndecodableRecordException if the column cannot store this value
     */
    Object read(BytesDecoder in) throws IOException, UndecodableRecordException;
  }

  /** Returns the type of the column; null for none. */
  Type type(IntSupplier ids) {
    return types.apply(ids);
  }

  /** Returns whether there is anything to be stored. */
  boolean hasColumn() {
    return type(() -> 0) != null;
  }

  Reader reader(Type column) {
    return readers.apply(column);
  }

  /** A value that is read in the same way for each column that can store it. */
  static AvroValue of(Type type, Reader reader) {
    return new AvroValue(ids -> type, column -> reader);
  }

  /** An array: a list. */
  static AvroValue list(AvroValue element) {
    return new AvroValue(
        ids -> {
          Type type = element.type(ids);
          return type == null ? null : ListType.ofOptional(ids.getAsInt(), type);
        },
        column -> {
          Reader reader = element.reader(column.asListType().elementType());
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
        });
  }

  /** A map with texts as keys. Of a key that is repeated, the last value counts. */
  static AvroValue map(AvroValue value) {
    return new AvroValue(
        ids -> {
          Type type = value.type(ids);
          return type == null
              ? null
              : MapType.ofOptional(ids.getAsInt(), ids.getAsInt(), StringType.get(), type);
        },
        column -> {
          Reader reader = value.reader(column.asMapType().valueType());
          return in -> {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
              for (long i = 0; i < left; i++) {
                Object key = ScalarValues.text(in);
                entries.put(key, reader.read(in));
              }
            }
            return new GenericMapData(entries);
          };
        });
  }

  /** A union of one type with null, or of numbers of two sizes: one column. */
  static AvroValue oneOf(List<AvroValue> branches) {
    return new AvroValue(
        ids ->
            branches.stream()
                .map(branch -> branch.type(ids))
                .filter(Objects::nonNull)
                .reduce(
                    (one, other) ->
                        other.typeId() == TypeID.LONG || other.typeId() == TypeID.DOUBLE
                            ? other
                            : one)
                .orElse(null),
        column -> {
          Reader[] readers =
              branches.stream().map(branch -> branch.reader(column)).toArray(Reader[]::new);
          return in -> readers[in.readIndex()].read(in);
        });
  }

  /** A record within a record of the same name, to any depth: a text of JSON. */
  static AvroValue recursive(Schema schema) {
    GenericData data = new GenericData();
    GenericDatumReader<Object> reader = new GenericDatumReader<>(schema, schema, data);
    return of(
        StringType.get(),
        in ->
            Texts.of(
                data.toString(
                    reader.read(null, DecoderFactory.get().resolvingDecoder(schema, schema, in)))));
  }

  /** Returns the value of which only the keyed hash is stored. */
  AvroValue hashed(String path, byte[] key) {
    return new AvroValue(
        ids -> type(ids) == null ? null : StringType.get(),
        column -> {
          // Any ids do, as a value that has parts is not hashed.
          Reader reader = reader(type(() -> 0));
          KeyedHash hash = new KeyedHash(key, path);
          return in -> hash.of(reader.read(in));
        });
  }
}
