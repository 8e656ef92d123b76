package io.bidlake.runtime.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** A record with a field that had another name once. */
public final class Renamed extends SpecificRecordBase {

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

  private Object value;

  @Override
  public Schema getSchema() {
    return SCHEMA;
  }

  @Override
  public Object get(int field) {
    return value;
  }

  @Override
  public void put(int field, Object newValue) {
    value = newValue;
  }
}
