package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.StateFolder;
import io.bidlake.testing.GeneratedDoc;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

class BidlakeTest {
  @TempDir private Path temp;
  private final StringWriter errors = new StringWriter();

  @Test
  void suggestsTheOptionThatWasMeant() {
    assertThat(run("up", "--kafka-prt=1")).isEqualTo(2);
    assertThat(errors.toString()).contains("Unknown option: '--kafka-prt=1'", "--kafka-port");
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertThat(run("dwn")).isEqualTo(2);
    assertThat(errors.toString()).contains("bidlake down");
  }

  @Test
  void listsEveryCommand() {
    assertThat(Bidlake.commandLine().getUsageMessage())
        .containsSubsequence(
            "demo",
            "up",
            "status",
            "logs",
            "tables",
            "sql",
            "queries",
            "trino",
            "verify",
            "redrive",
            "import",
            "produce",
            "maintain",
            "flink",
            "bench",
            "chaos",
            "down");
  }

  @Test
  void givesItsHelpToTheScriptForAProjectThatIsNotBuilt() {
    GeneratedDoc.hold(Path.of("help.txt"), "help", Bidlake.commandLine().getUsageMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "NaN", "1e308", "9223372036854775808", "a b", "0s"})
  void takesAnOddValueOrSaysWhichOptionItIsOf(String value) {
    Bidlake.commandLine()
        .getSubcommands()
        .forEach(
            (command, line) ->
                line.getCommandSpec().options().stream()
                    .filter(option -> option.arity().max() > 0)
                    .map(OptionSpec::longestName)
                    .forEach(option -> requireTakenOrNamed(command, option, value)));
  }

  private static void requireTakenOrNamed(String command, String option, String value) {
    try {
      Bidlake.commandLine().parseArgs(command, option + "=" + value);
    } catch (MissingParameterException e) {
      // The value is taken; the command wants more.
    } catch (ParameterException e) {
      assertThat(e).as(command).hasMessageContaining(option);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--faults=0", "--faults=-1", "--load=0", "--load=-1"})
  void chaosSaysWhichOfItsNumbersMeansNothing(String argument) {
    assertThat(run("chaos", "--dry-run", argument)).isNotZero();
    assertThat(errors.toString()).contains(argument.substring(0, argument.indexOf('=')));
  }

  @Test
  void handsNamesOfFilesToTheImport() {
    CommandLine line = Bidlake.commandLine();

    line.parseArgs("import", "--state", "s", "a.json", "-", "--dry-run", "--rate", "5", "s3://b/");

    assertThat(line.getParseResult().subcommand().unmatched())
        .containsExactly("a.json", "-", "--dry-run", "--rate", "5", "s3://b/");
  }

  @Test
  void handsFlinksOwnOptionsToFlink() {
    CommandLine line = Bidlake.commandLine();
    String[] flinks = {"run", "-d", "-Dpipeline.name=b", "-s", "file:///s", "-p", "1", "a.jar"};

    line.parseArgs(Stream.concat(Stream.of("flink"), Arrays.stream(flinks)).toArray(String[]::new));

    assertThat(line.getParseResult().subcommand().unmatched()).containsExactly(flinks);
  }

  @Test
  void handsSettingsThatItDoesNotKnowToTheJob() {
    CommandLine line = Bidlake.commandLine();

    line.parseArgs("maintain", "--dry-run", "--s3-port", "1", "--tables", "clicks,impressions");

    assertThat(line.getParseResult().subcommand().unmatched())
        .containsExactly("--dry-run", "--tables", "clicks,impressions");
  }

  @Test
  void startsThePlatformWithOrWithoutMaintenanceAndGenerator() {
    CommandLine line = Bidlake.commandLine();

    for (String without : List.of("--no-maintenance", "--no-generator", "--no-jobs")) {
      assertThat(line.parseArgs("up").subcommand().hasMatchedOption(without)).isFalse();
      assertThat(line.parseArgs("up", "-d", without).subcommand().hasMatchedOption(without))
          .isTrue();
    }
  }

  @Test
  void hasAnOptionForEveryPort() {
    assertThat(Bidlake.commandLine().getSubcommands().get("up").getUsageMessage())
        .contains(
            Arrays.stream(PortSetting.values())
                .flatMap(port -> Stream.of(port.option() + "=PORT", port.variable()))
                .toList())
        .contains("S3 (or S3_PORT; 9000).", "Flink REST API and Web UI (or FLINK_PORT; 8081).");
    assertThat(Bidlake.commandLine().getUsageMessage())
        .contains(Arrays.stream(PortSetting.values()).map(PortSetting::variable).toList());
  }

  @Test
  void showsTheMessageOfAProblemAndNoStackTrace() {
    System.setProperty("bidlake.home", temp.toString());
    try {
      assertThat(run("up", "--flink-port", "x", "--state", temp.toString())).isEqualTo(1);
    } finally {
      System.clearProperty("bidlake.home");
    }
    assertThat(errors.toString().strip())
        .isEqualTo("--flink-port must be a port from 1 to 65535, was x");
  }

  @Test
  void listsTheServicesWhenALogIsAskedForThatNobodyWrites() {
    assertThatThrownBy(() -> LogsCommand.log(new StateFolder(temp), "kafak"))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "SERVICE must be one of flink-jobmanager, flink-taskmanager, iceberg-rest, kafka,"
                + " mock-data-gen, s3, schema-registry, trino, was kafak; did you mean kafka?");
  }

  @Test
  void saysWhereAJobWrites() {
    assertThatThrownBy(() -> LogsCommand.log(new StateFolder(temp), "bidlake-ingest"))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "bidlake-ingest is a job: it writes to the log of flink-taskmanager,"
                + " and what submitted it to submit-bidlake-ingest");
  }

  @Test
  void listsTheLogsThereAre() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Files.write(state.log("kafka"), new byte[3_000]);

    assertThat(LogsCommand.list(state))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).matches("kafka +3 kB  2.*Z"));
    assertThat(LogsCommand.list(new StateFolder(temp.resolve("none")))).hasSize(2);
  }

  @Test
  void saysThatThereIsNoSuchCommand() {
    assertThat(run("xyzzy")).isEqualTo(2);
    assertThat(errors.toString()).contains("'xyzzy'");
  }

  @Test
  void findsTheLogOfAServiceAndOfASubmission() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Path kafka = Files.createFile(state.log("kafka"));
    Path submission = Files.createFile(state.log("submit-bidlake-ingest"));

    assertThat(LogsCommand.log(state, "kafka")).isEqualTo(kafka);
    assertThat(LogsCommand.log(state, "submit-bidlake-ingest")).isEqualTo(submission);
    assertThatThrownBy(() -> LogsCommand.log(state, "s3")).hasMessageContaining("has no log yet");
  }

  private int run(String... arguments) {
    CommandLine line = Bidlake.commandLine();
    line.setErr(new PrintWriter(errors, true));
    return line.execute(arguments);
  }
}
