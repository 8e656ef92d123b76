package io.bidlake.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object per line. */
final class JsonFormat implements ResultFormat {

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out) {
    long count = 0;
    while (rows.hasNext()) {
      Object[] row = rows.next();
      Map<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < row.length; i++) {
        object.put(columns.get(i), Cells.plain(row[i]));
      }
      try {
        out.println(json.writeValueAsString(object));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
      count++;
    }
    return count;
  }
}
