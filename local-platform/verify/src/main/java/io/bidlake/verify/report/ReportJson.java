package io.bidlake.verify.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/** Writes a report as JSON: {@code passed}, {@code verdict}, and the fields of {@link Report}. */
public final class ReportJson {

  private final ObjectMapper json =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

  public String of(Report report) {
    try {
      ObjectNode body = json.createObjectNode();
      body.put("passed", report.passed());
      body.put("verdict", report.verdict());
      body.setAll((ObjectNode) json.valueToTree(report));
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
