package io.bidlake.runtime.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A record with something that readers are not compiled for. */
public final class WithMap extends OneField {

  static final Schema SCHEMA =
      SchemaBuilder.record("WithMap")
          .namespace("io.bidlake.runtime.avro")
          .fields()
          .name("map")
          .type()
          .map()
          .values()
          .intType()
          .noDefault()
          .endRecord();

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }
}
