package io.bidlake.runtime.avro;

import io.bidlake.domain.SenderText;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;

/**
 * Replaces invalid UTF-8 and NUL in the texts of a record by replacement characters.
 *
 * @param repaired called with the field of each repaired text, such as {@code site.domain}
 */
record TextRepair(Consumer<String> repaired) {

  void of(IndexedRecord event) {
    record(event, "");
  }

  private void record(IndexedRecord record, String prefix) {
    for (Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      Object sound = sound(value, prefix + field.name());
      if (sound != value) {
        record.put(field.pos(), sound);
      }
    }
  }

  /** Returns the value; for an invalid text, its replacement. */
  private Object sound(Object value, String field) {
    if (value instanceof Utf8 text) {
      if (SenderText.isReadable(text.getBytes(), 0, text.getByteLength())) {
        return text;
      }
      repaired.accept(field);
      return new Utf8(SenderText.readable(text));
    }
    if (value instanceof IndexedRecord record) {
      record(record, field + ".");
    } else if (value instanceof List<?> list) {
      @SuppressWarnings("unchecked") // A replacement has the class of the element.
      List<Object> elements = (List<Object>) list;
      elements.replaceAll(element -> sound(element, field));
    } else if (value instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // As with lists.
      Map<Object, Object> entries = (Map<Object, Object>) map;
      entries.replaceAll((key, entry) -> sound(entry, field));
    }
    return value;
  }
}
