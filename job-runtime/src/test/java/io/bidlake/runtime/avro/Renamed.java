package io.bidlake.runtime.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A record with a field that had another name once. */
public final class Renamed extends OneField {

  static final Schema SCHEMA =
      SchemaBuilder.record("Renamed")
          .namespace("io.bidlake.runtime.avro")
          .fields()
          .name("name")
          .aliases("old_name")
          .type()
          .intType()
          .noDefault()
          .endRecord();

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }
}
