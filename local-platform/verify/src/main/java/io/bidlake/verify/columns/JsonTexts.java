package io.bidlake.verify.columns;

import io.bidlake.verify.sender.Given;
import io.bidlake.verify.text.Documents;
import io.bidlake.verify.text.FaultException;
import io.bidlake.verify.text.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The columns of a table that contain values as JSON text. Such a value has many equal texts, so
 * that it is compared by a text of its own: without white space, with the members of objects in
 * order, and with numbers as Java writes them. Thread-safe.
 */
public final class JsonTexts {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,1000}");

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
      StringBuilder out = new StringBuilder();
      append(Documents.only(text.getBytes(StandardCharsets.UTF_8)), out);
      return out.toString();
    } catch (FaultException e) {
      return text;
    }
  }

  private static void append(Json json, StringBuilder out) {
    if (json instanceof Json.Fields fields) {
      Map<String, Json> ordered = new TreeMap<>(fields.members());
      out.append('{');
      ordered.forEach(
          (name, value) -> {
            append(name, out);
            out.append(':');
            append(value, out);
            out.append(',');
          });
      out.append('}');
    } else if (json instanceof Json.Items items) {
      out.append('[');
      items
          .items()
          .forEach(
              item -> {
                append(item, out);
                out.append(',');
              });
      out.append(']');
    } else if (json instanceof Json.Text text) {
      append(text.value(), out);
    } else {
      out.append(number(json.source()));
    }
  }

  private static void append(String text, StringBuilder out) {
    out.append('"')
        .append(Given.text(text).replace("\\", "\\\\").replace("\"", "\\\""))
        .append('"');
  }

  private static String number(String source) {
    char first = source.charAt(0);
    if (first == 't' || first == 'f' || first == 'n') {
      return source;
    }
    return WHOLE.matcher(source).matches()
        ? new BigInteger(source).toString()
        : Double.toString(Double.parseDouble(source));
  }
}
