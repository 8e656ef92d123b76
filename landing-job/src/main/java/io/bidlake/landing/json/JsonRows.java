package io.bidlake.landing.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bidlake.landing.columns.FieldRules;
import io.bidlake.runtime.avro.UndecodableRecordException;
import io.bidlake.tables.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.flink.table.data.GenericRowData;
import org.apache.iceberg.types.Types.StructType;

/** How JSON objects become rows. */
public record JsonRows(FieldRules rules) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * Parses a value.
   *
   * @throws UndecodableRecordException if it is not one JSON object
   */
  public static JsonNode parse(byte[] value) throws UndecodableRecordException {
    JsonNode document;
    try {
      // As text, since Jackson would take some bytes for UTF-16.
      document = MAPPER.readTree(new String(value, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UndecodableRecordException(Reason.MALFORMED, e.getOriginalMessage());
    }
    if (!document.isObject()) {
      throw new UndecodableRecordException(
          Reason.MALFORMED,
          "expected a JSON object, was " + document.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    return document;
  }

  /**
   * Returns the columns that an object needs, besides those of each table.
   *
   * @throws UndecodableRecordException if it cannot be stored
   */
  public StructType columns(JsonNode document) throws UndecodableRecordException {
    return JsonShape.of(document, rules);
  }

  /** Returns the reader of the rows of a table. */
  public Reader reader(StructType table) {
    GenericRowData row = new GenericRowData(table.fields().size());
    JsonStruct columns = new JsonStruct(table, "", rules);
    return document -> columns.fill(row, document) ? row : null;
  }

  /** Reads objects into one row, which is overwritten by the next one. Not thread-safe. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads an object.
     *
     * @return null if the table lacks columns for it, or they have another type
     * @throws UndecodableRecordException if a value cannot be stored in its column
     */
    GenericRowData read(JsonNode document) throws UndecodableRecordException;
  }
}
