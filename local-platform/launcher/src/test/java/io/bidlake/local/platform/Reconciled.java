package io.bidlake.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bidlake.local.flink.Jobs;
import io.bidlake.verify.Verify;
import io.bidlake.verify.layout.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What {@code verify} says of a platform, run in the test's own JVM. */
record Reconciled(JsonNode report) {

  private static final Pattern WITHOUT_JOB =
      Pattern.compile("table db\\.\\w+ does not exist: the (aggregation|funnel|auction) job .*");

  /**
   * Waits for the jobs, and compares; fails unless Kafka and the lake agree.
   *
   * @param more arguments besides the addresses
   */
  static Reconciled of(LocalPlatform platform, List<String> more, Scope scope) throws IOException {
    JsonNode report = run(platform, more, scope);
    assertThat(report.path("passed").asBoolean()).as(report.toPrettyString()).isTrue();
    return new Reconciled(report);
  }

  /** The same where only the ingest job has ever run, so that the tables of windows are missing. */
  static Reconciled ofIngest(LocalPlatform platform) throws IOException {
    JsonNode report = run(platform, List.of(), Scope.ALL);
    assertThat(report.path("verdict").asText().replaceFirst("^FAIL: ", "").split("; ", -1))
        .as(report.toPrettyString())
        .isNotEmpty()
        .allMatch(problem -> WITHOUT_JOB.matcher(problem).matches());
    return new Reconciled(report);
  }

  private static JsonNode run(LocalPlatform platform, List<String> more, Scope scope)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode = run(platform, more, scope, new PrintStream(out), System.err);
    assertThat(exitCode).as(out.toString(UTF_8)).isBetween(0, 1);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  /** Returns why there is no result; fails if there is one. */
  static String refusal(LocalPlatform platform, List<String> more, Scope scope) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exitCode = run(platform, more, scope, System.out, new PrintStream(errors));
    assertThat(exitCode).as(errors.toString(UTF_8)).isEqualTo(2);
    List<String> lines = errors.toString(UTF_8).lines().toList();
    return lines.get(lines.size() - 1);
  }

  private static int run(
      LocalPlatform platform, List<String> more, Scope scope, PrintStream out, PrintStream err) {
    List<String> arguments = new ArrayList<>(platform.addresses().asArguments());
    arguments.addAll(List.of("--flink.url", "" + platform.addresses().flink(), "--format", "json"));
    arguments.addAll(Jobs.spendArguments(Map.of()));
    arguments.addAll(more);
    return Verify.run(arguments, platform.addresses().catalogSecrets(), out, err, scope);
  }

  static Reconciled of(LocalPlatform platform) throws IOException {
    return of(platform, List.of(), Scope.ALL);
  }

  /** The sums of a table. */
  JsonNode total(String table) {
    for (JsonNode each : report.path("tables")) {
      if (each.path("table").asText().equals(table)) {
        return each.path("total");
      }
    }
    throw new AssertionError("no table " + table + " in " + report.toPrettyString());
  }

  long lakeRows(String table) {
    return total(table).path("lakeRows").asLong();
  }
}
