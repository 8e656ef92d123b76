package io.bidlake.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.bidlake.bench.result.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stores a complete report, with every run, as a JSON file. */
public final class ReportJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private ReportJson() {}

  public static void write(Report report, Path file) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(report) + '\n');
  }
}
