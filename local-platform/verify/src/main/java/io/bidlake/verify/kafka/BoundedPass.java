package io.bidlake.verify.kafka;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;

/**
 * Skips a value and rejects one with too many items. Avro limits the number of items only when it
 * reads them: it would skip 2^62 items of an array of nulls, which take no bytes, one by one.
 */
final class BoundedPass {

  private BoundedPass() {}

  static void over(Schema schema, Decoder in) throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          over(field.schema(), in);
        }
      }
      case UNION -> over(schema.getTypes().get(in.readIndex()), in);
      case ARRAY -> {
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
          for (long i = 0; i < left; i++) {
            over(schema.getElementType(), in);
          }
        }
      }
      case MAP -> {
        for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
          for (long i = 0; i < left; i++) {
            in.skipString();
            over(schema.getValueType(), in);
          }
        }
      }
      case ENUM -> in.readEnum();
      case FIXED -> in.skipFixed(schema.getFixedSize());
      case STRING -> in.skipString();
      case BYTES -> in.skipBytes();
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case NULL -> in.readNull();
    }
  }
}
