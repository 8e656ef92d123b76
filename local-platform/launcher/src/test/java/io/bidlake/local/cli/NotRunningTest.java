package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every command where nothing ever ran and where a platform was stopped: text and exit code. */
class NotRunningTest {
  private static final String NO_PLATFORM =
      "%s needs a running platform, found none in STATE; start it with bidlake up -d";
  private static final String NOBODY =
      "%s needs %s, where nothing answers; start the platform with bidlake up -d,"
          + " or name other servers with %s";
  private static final String KAFKA = "Kafka at 127.0.0.1:KAFKA";
  private static final String CATALOG = "the Iceberg catalog at http://127.0.0.1:CATALOG";

  @TempDir private Path temp;
  private Path state;
  private List<Integer> free;

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectories(temp.resolve("deploy/trino/queries"));
    state = temp.resolve("state");
    free = Ports.freePorts(2);
  }

  @ParameterizedTest
  @CsvSource({"queries,1", "trino,1", "maintain,1", "flink,1"})
  void needsAPlatform(String command, int code) throws Exception {
    requireAnswer(command, code, NO_PLATFORM.formatted(command));
  }

  @ParameterizedTest
  @CsvSource({"sql,1", "tables,2"})
  void needsTheCatalog(String command, int code) throws Exception {
    requireAnswer(command, code, NOBODY.formatted(command, CATALOG, "--catalog.uri"));
  }

  @ParameterizedTest
  @CsvSource({"verify,2", "redrive,2"})
  void needsKafkaAndTheCatalog(String command, int code) throws Exception {
    requireAnswer(
        command,
        code,
        NOBODY.formatted(
            command, KAFKA + " and " + CATALOG, "--kafka.bootstrap-servers and --catalog.uri"));
  }

  @ParameterizedTest
  @CsvSource({"import,1", "produce,1"})
  void needsKafka(String command, int code) throws Exception {
    requireAnswer(command, code, NOBODY.formatted(command, KAFKA, "--kafka.bootstrap-servers"));
    assertThat(state.resolve("data/import")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "status,1,Bidlake is not running; bidlake up -d starts it.",
    "down,0,Bidlake is down.",
    "logs kafka,1,'kafka has no log yet: expected STATE/logs/kafka.log, found none'"
  })
  void looksAtWhatThereIs(String command, int code, String text) throws Exception {
    requireAnswer(command, code, text);
  }

  /** First where there is no state folder, then in that of a platform that was stopped. */
  private void requireAnswer(String command, int code, String text) throws Exception {
    String expected =
        text.replace("STATE", state.toString())
            .replace("KAFKA", "" + free.get(0))
            .replace("CATALOG", "" + free.get(1));
    assertLastLine(command, code, expected);
    leaveAStoppedPlatform();
    assertLastLine(command, code, expected);
  }

  private void leaveAStoppedPlatform() throws IOException {
    StateFolder folder = new StateFolder(state);
    folder.create();
    Files.writeString(folder.run("supervisor.lock"), "" + ProcessHandle.current().pid());
    Files.writeString(
        folder.run("ports.properties"),
        "%s=%d%n%s=%d%n"
            .formatted(
                PortSetting.KAFKA.variable(), free.get(0),
                PortSetting.ICEBERG_REST.variable(), free.get(1)));
  }

  private void assertLastLine(String command, int code, String text) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", 0)));
    arguments.addAll(List.of("--state", state.toString()));
    arguments.addAll(List.of(PortSetting.KAFKA.option(), "" + free.get(0)));
    arguments.addAll(List.of(PortSetting.ICEBERG_REST.option(), "" + free.get(1)));
    List<String> output = new ArrayList<>();
    assertThat(writesToTheScreen(command) ? started(arguments, output) : run(arguments, output))
        .as("exit code of %s, which says %s", command, output)
        .isEqualTo(code);
    assertThat(output).last().isEqualTo(text);
  }

  /** Standard output itself, which a test shares with others. */
  private static boolean writesToTheScreen(String command) {
    return command.equals("status") || command.equals("down");
  }

  private int run(List<String> arguments, List<String> output) {
    StringWriter errors = new StringWriter();
    CommandLine line = Bidlake.commandLine();
    line.setErr(new PrintWriter(errors, true));
    System.setProperty("bidlake.home", temp.toString());
    try {
      return line.execute(arguments.toArray(String[]::new));
    } finally {
      System.clearProperty("bidlake.home");
      errors.toString().lines().forEach(output::add);
    }
  }

  private int started(List<String> arguments, List<String> output) throws Exception {
    List<String> options = JvmOptions.with(JvmOptions.quiet("-Xmx192m"), "-Dbidlake.home=" + temp);
    JavaCommand command =
        JavaCommand.main(System.getProperty("java.class.path"), Bidlake.class.getName(), options)
            .withArguments(arguments);
    Process process =
        new ProcessBuilder(command.commandLine(new ProcessIdentity("test", state)))
            .redirectErrorStream(true)
            .start();
    process.inputReader().lines().forEach(output::add);
    return process.waitFor();
  }
}
