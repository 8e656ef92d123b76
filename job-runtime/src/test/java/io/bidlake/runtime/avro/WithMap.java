package io.bidlake.runtime.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;

/** A record with something that readers are not compiled for. */
public final class WithMap extends SpecificRecordBase {

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
