package io.bidlake.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The run configurations of VS Code and IntelliJ against the programs and the local platform. */
class RunConfigurationsTest {
  private static final String FOLDER = "local-platform/ide";
  private static final String PAGE = "docs/develop.md";
  private static final Addresses LOCAL = new Addresses(Ports.defaults(), S3Settings.defaults());

  /** A row of the page's table: a run configuration, and a class and its method. */
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| ([A-Z][^|]+) \\| [^|]+ \\| (?:`(\\w+)\\.(\\w+)`|any in a job) \\|$");

  private final Map<String, RunConfiguration> runs;

  RunConfigurationsTest() throws IOException {
    runs = RunConfiguration.ofVsCode();
  }

  @Test
  void areTheSameInBothIdes() throws Exception {
    assertThat(RunConfiguration.ofIntelliJ()).isEqualTo(runs).hasSize(9);
  }

  @Test
  void areOnThePage() {
    assertThat(rows().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(runs.keySet());
  }

  @Test
  void haveBreakpointsOnThePageThatExist() {
    assertThat(rows().filter(row -> row.group(2) != null))
        .hasSize(8)
        .allSatisfy(
            row ->
                assertThat(Project.paths())
                    .filteredOn(path -> path.endsWith("/" + row.group(2) + ".java"))
                    .singleElement()
                    .satisfies(
                        path ->
                            assertThat(Project.text(path.substring(1)))
                                .containsPattern(" " + row.group(3) + "\\(")));
  }

  @Test
  void startWhatTheirModulesStartWithSettingsThatItTakes() {
    assertThat(runs.values())
        .filteredOn(RunConfiguration::starts)
        .hasSize(8)
        .allSatisfy(
            run -> {
              assertThat(Project.text(run.module() + "/pom.xml"))
                  .contains("<main.class>" + run.main() + "</main.class>");
              program(run).requireAccepted(absolute(run.arguments()), run.environment());
            });
  }

  @Test
  void startEveryJobWithFlinksConfigurationAndWhatItNeedsOfTheJdk() throws IOException {
    assertThat(runs.values())
        .filteredOn(run -> run.starts() && !run.module().equals("generator"))
        .hasSize(6)
        .allSatisfy(
            run -> {
              assertThat(run.environment()).isEqualTo(Map.of("FLINK_CONF_DIR", FOLDER));
              assertThat(run.jvmOptions()).startsWith("@" + FOLDER + "/jvm.options ");
            });
    assertThat(Files.readAllLines(Project.path(FOLDER + "/jvm.options")))
        .isEqualTo(FlinkCluster.jdkOptions());
  }

  @Test
  void findTheLocalPlatformButLeaveItsTablesAlone() throws IOException {
    Map<String, String> catalog = new TreeMap<>(Map.of("lake.namespace", "debug"));
    LOCAL.catalogProperties().forEach((key, value) -> catalog.put("catalog." + key, value));
    assertThat(properties("catalog")).isEqualTo(catalog);
    assertThat(Tables.NAMESPACE).isNotEqualTo("debug");

    assertThat(properties("events"))
        .containsEntry("kafka.bootstrap-servers", LOCAL.kafka())
        .containsEntry("schema-registry.url", LOCAL.schemaRegistry().toString())
        .containsEntry("kafka.group-id", "debug");
  }

  @Test
  void attachWhereThePageLetsTheTaskManagerListen() {
    Ports ports = Ports.defaults().withDebugger("5005");

    assertThat(Project.text(PAGE)).contains("./bidlake up -d " + Ports.DEBUG_OPTION + " 5005");
    assertThat(runs.values())
        .filteredOn(run -> !run.starts())
        .singleElement()
        .extracting(RunConfiguration::address)
        .isEqualTo(new Addresses(ports, S3Settings.defaults()).debugger());
  }

  private static Programs program(RunConfiguration run) {
    return Stream.of(Programs.values())
        .filter(program -> program.module().equals(run.module()))
        .findFirst()
        .orElseThrow();
  }

  /** The files among the arguments, where this test finds them. */
  private static List<String> absolute(String arguments) {
    return arguments.isEmpty()
        ? List.of()
        : List.of(arguments.replace(FOLDER, Project.path(FOLDER).toString()).split(" ", -1));
  }

  private static Map<String, String> properties(String name) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Project.text(FOLDER + "/" + name + ".properties")));
    return properties.stringPropertyNames().stream()
        .collect(toMap(key -> key, properties::getProperty, (a, b) -> a, TreeMap::new));
  }

  private static Stream<MatchResult> rows() {
    return ROW.matcher(Project.text(PAGE)).results();
  }
}
