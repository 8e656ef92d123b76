package io.bidlake.landing.avro;

import io.bidlake.landing.columns.Texts;
import java.util.function.IntSupplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.StringType;

/** A record within a record of the same name, to any depth: a text of JSON. */
final class RecursiveValue implements AvroValue {

  private final Schema schema;

  RecursiveValue(Schema schema) {
    this.schema = schema;
  }

  @Override
  public Type type(IntSupplier ids) {
    return StringType.get();
  }

  @Override
  public ValueReader reader(Type column) {
    GenericData data = new GenericData();
    GenericDatumReader<Object> reader = new GenericDatumReader<>(schema, schema, data);
    return in ->
        Texts.of(
            data.toString(
                reader.read(null, DecoderFactory.get().resolvingDecoder(schema, schema, in))));
  }
}
