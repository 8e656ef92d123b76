package io.bidlake.testing;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Runs a job in a separate JVM without a cluster, as an IDE does with {@code .vscode/launch.json},
 * on the class path of the test.
 */
public final class IdeRun {

  private static final Path PROJECT = SourceTree.root();
  private static final Path LAUNCH = PROJECT.resolve(".vscode").resolve("launch.json");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

  /** Settings with which a job quickly fails to reach Kafka. */
  public static final List<String> NO_KAFKA =
      List.of(
          "--kafka.bootstrap-servers",
          "127.0.0.1:1",
          "--kafka.request.timeout.ms",
          "500",
          "--kafka.default.api.timeout.ms",
          "1000");

  private IdeRun() {}

  /**
   * Runs a job to its end.
   *
   * @param module folder of its module
   * @param lake folder of the tables, instead of that of the local platform
   * @param added settings that override those of the run configuration
   * @return the output of the job and its exit code, as {@code exit code 0}
   */
  public static String output(String module, Path lake, List<String> added)
      throws IOException, InterruptedException {
    JsonNode run = configuration(module);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words(run, "vmArgs"));
    command.addAll(List.of("-cp", classPath()));
    command.add(run.required("mainClass").asText());
    command.addAll(words(run, "args"));
    command.addAll(
        List.of("--catalog.type", "hadoop", "--catalog.warehouse", lake.toUri().toString()));
    command.addAll(List.of("--catalog.io-impl", "org.apache.iceberg.hadoop.HadoopFileIO"));
    command.addAll(added);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
    run.required("env")
        .properties()
        .forEach(
            variable -> builder.environment().put(variable.getKey(), variable.getValue().asText()));
    Process job = builder.start();
    try {
      String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output + "exit code " + job.waitFor();
    } finally {
      job.destroyForcibly().waitFor();
    }
  }

  /** Returns the class path of the test, with absolute paths. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the run configurations of VS Code. */
  public static Stream<JsonNode> configurations() throws IOException {
    JsonNode all = JSON.readTree(Files.readString(LAUNCH)).required("configurations");
    return StreamSupport.stream(all.spliterator(), false);
  }

  private static JsonNode configuration(String module) throws IOException {
    return configurations()
        .filter(run -> run.path("projectName").asText().equals(module))
        .filter(run -> run.path("request").asText().equals("launch"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(LAUNCH + " starts nothing of " + module));
  }

  private static List<String> words(JsonNode run, String name) {
    return List.of(run.required(name).asText().split(" ", -1));
  }
}
