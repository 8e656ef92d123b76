package io.bidlake.runtime.avro;

import org.apache.avro.specific.SpecificRecordBase;

/** A record of one field, as Avro would generate it. */
abstract class OneField extends SpecificRecordBase {

  private Object value;

  @Override
  public final Object get(int field) {
    return value;
  }

  @Override
  public final void put(int field, Object newValue) {
    value = newValue;
  }
}
