package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.cli.program.LakeProgram;
import io.bidlake.local.config.PlatformConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;

/** Looks at the tables as users do, and into their files. */
record LakeProbe(PlatformConfig config, Path temp) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs the reconciliation as {@code ./bidlake verify} does and returns its report. */
  JsonNode verify() throws IOException, InterruptedException {
    LakeProgram verify = LakeProgram.verify(config, List.of("--format", "json", "--timeout", "4m"));
    return JSON.readTree(output(verify));
  }

  /** Sends lines of JSON as {@code ./bidlake produce} does. */
  void produce(List<String> lines, String... arguments) throws IOException, InterruptedException {
    Path input = Files.write(temp.resolve("lines.json"), lines);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(input.toString());
    output(LakeProgram.produce(config, all));
  }

  /** The first column of each row, as text, and the row. */
  Map<String, JsonNode> query(String sql) throws IOException, InterruptedException {
    Map<String, JsonNode> rows = new HashMap<>();
    String output = output(LakeProgram.sql(config, List.of("--format", "json", "-e", sql)));
    for (String line : output.lines().toList()) {
      JsonNode row = JSON.readTree(line);
      rows.put(row.elements().next().asText(), row);
    }
    return rows;
  }

  private String output(LakeProgram program) throws IOException, InterruptedException {
    Path output = temp.resolve(program.name() + ".out");
    Path errors = temp.resolve(program.name() + ".err");
    int exitCode =
        program
            .process()
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as(Files.readString(errors) + Files.readString(output)).isZero();
    return Files.readString(output);
  }

  /** Makes a pass as {@code ./bidlake maintain} does and returns what it says. */
  String maintain() throws IOException, InterruptedException {
    return output(LakeProgram.maintain(config, List.of()));
  }

  long deleteFiles(String table) throws IOException {
    return inTable(
        table, it -> number(it.currentSnapshot(), SnapshotSummary.TOTAL_DELETE_FILES_PROP));
  }

  long liveDataFiles(String table) throws IOException {
    return inTable(
        table, it -> number(it.currentSnapshot(), SnapshotSummary.TOTAL_DATA_FILES_PROP));
  }

  /** How many data files the writers have ever added, as far as there are snapshots. */
  long writtenDataFiles(String table) throws IOException {
    return inTable(table, it -> written(it, SnapshotSummary.ADDED_FILES_PROP));
  }

  /** The same of delete files. */
  long writtenDeleteFiles(String table) throws IOException {
    return inTable(table, it -> written(it, SnapshotSummary.ADDED_DELETE_FILES_PROP));
  }

  private static long written(Table table, String property) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .filter(snapshot -> !snapshot.operation().equals(DataOperations.REPLACE))
        .mapToLong(snapshot -> number(snapshot, property))
        .sum();
  }

  private static long number(Snapshot snapshot, String property) {
    return Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }

  private long inTable(String table, ToLongFunction<Table> question) throws IOException {
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("it", config.addresses().catalogProperties());
      return question.applyAsLong(catalog.loadTable(TableIdentifier.of("db", table)));
    }
  }

  boolean hasTable(String namespace, String table) throws IOException {
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("it", config.addresses().catalogProperties());
      return catalog.tableExists(TableIdentifier.of(namespace, table));
    }
  }

  /** Paths below the table's data folder. */
  List<String> dataFiles(String table) throws IOException {
    Path data = config.state().data("s3").resolve("warehouse/db").resolve(table).resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(file -> data.relativize(file).toString())
          .toList();
    }
  }
}
