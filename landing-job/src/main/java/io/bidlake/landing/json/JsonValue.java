package io.bidlake.landing.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlake.runtime.avro.UndecodableRecordException;

/** Converts values of JSON to the form in which rows hold the values of one column. */
@FunctionalInterface
interface JsonValue {

  /** Stands for a value whose type is not that of the column. */
  Object OTHER_TYPE = new Object();

  /**
   * Converts a value.
   *
   * @param value not null
   * @return {@link #OTHER_TYPE} if the column must become another first
   * @throws UndecodableRecordException if the column cannot store this value, though its type fits
   */
  Object of(JsonNode value) throws UndecodableRecordException;
}
