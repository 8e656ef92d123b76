package io.bidlake.verify.columns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The columns of a table that contain values as JSON text. Such a value has many equal texts, so
 * that it is compared by a text of its own: without white space, with the members of objects in
 * order, and with numbers as Java writes them. Thread-safe.
 */
public final class JsonTexts {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final Set<Integer> columns = ConcurrentHashMap.newKeySet();

  /** Notes that a column, by its field id, contains JSON text. */
  void add(int fieldId) {
    columns.add(fieldId);
  }

  /** The text by which a value of a column is compared. */
  String comparable(int fieldId, String text) {
    return columns.isEmpty() || !columns.contains(fieldId) ? text : comparable(text);
  }

  private static String comparable(String text) {
    if (text.isEmpty() || "{[-0123456789".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    try {
      // A table has no NUL: there is another character instead, also where it is escaped.
      return JSON.writeValueAsString(JSON.readValue(text, Object.class))
          .replace("\\u0000", "\uFFFD");
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
