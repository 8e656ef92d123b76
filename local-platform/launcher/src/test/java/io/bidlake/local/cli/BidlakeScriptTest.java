package io.bidlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bidlake.testing.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code ./bidlake} in a project of one source, with a {@code java} that prints its
 * arguments and a {@code mvn} that notes that it was called.
 */
class BidlakeScriptTest {
  /** In place of Java 17; makes the copies of the programs where it is asked to. */
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *-XshowSettings*) echo "    java.specification.version = 17" >&2 ;;
        *ProgramCopies*)
          for state; do :; done
          copies="$state/programs/$(cat target/bidlake-built)"
          mkdir -p "$copies/target" && cp -p target/bidlake-built "$copies/target"
          cp -R local-platform "$copies"
          echo "$copies" ;;
        *) echo "java $* in $BIDLAKE_STATE" ;;
      esac
      """;

  /** Ends when there is something to read in the pipe, if there is a pipe. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >> mvn-calls
      echo "[INFO] Building Bidlake: settings 0.1.0-SNAPSHOT                         [1/2]"
      echo "[INFO] Building jar: settings.jar"
      echo "[INFO] Building Bidlake local platform 0.1.0-SNAPSHOT                    [2/2]"
      [ ! -p pipe ] || read -r end < pipe
      mkdir -p local-platform/launcher/target
      touch local-platform/launcher/target/local-platform-0.1.0-SNAPSHOT.jar
      [ ! -e broken ] || { echo "[ERROR] Main.java:[7,1] ';' expected"; exit 1; }
      """;

  private static final String FIRST_BUILD =
      """
      Building Bidlake (the first time takes a few minutes) ...
      [1/2] Bidlake: settings
      [2/2] Bidlake local platform
      Built in\
      """;

  @TempDir private Path temp;
  private final List<Process> started = new ArrayList<>();
  private Path root;
  private Path state;

  /** What a command has printed, and its exit code. */
  private record Result(int code, String out, String err) {}

  @BeforeEach
  void project() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("project"));
    state = root.resolve(".bidlake");
    for (String file : List.of("bidlake", "local-platform/launcher/help.txt")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.copy(SourceTree.root().resolve(file), root.resolve(file));
    }
    Files.createDirectories(root.resolve("model/src/main"));
    Files.writeString(root.resolve("pom.xml"), "");
    Files.createDirectories(root.resolve("bin"));
    program("java", JAVA);
    program("mvn", MAVEN);
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(root.resolve("bin").resolve(name), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void endAll() {
    started.stream().map(Process::toHandle).forEach(BidlakeScriptTest::end);
  }

  private static void end(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  @ParameterizedTest
  @CsvSource({"--help,0", "-h,0", "help,0", "up --help,0", "sql -h,0", "'',2"})
  void helpsAtOnceInAFreshClone(String command, int code) throws Exception {
    Result result = run(command);

    assertThat(result.out() + result.err()).contains("Usage: bidlake", "  verify ");
    assertThat(result.code()).isEqualTo(code);
    assertThat(builds()).isZero();
  }

  @Test
  void saysHowToBuildWhatHasMoreHelp() throws Exception {
    assertThat(run("up --help").err())
        .isEqualTo("bidlake up --help says more once Bidlake is built: bidlake build\n");

    run("build");

    assertThat(run("bench --help").err())
        .isEqualTo(
            "bidlake bench --help says more once the benchmarks are built, which the first"
                + " benchmark does; benchmarks/README.md lists them\n");
  }

  @ParameterizedTest
  @CsvSource({
    "status,1",
    "logs kafka,1",
    "down,0",
    "queries,1",
    "trino,1",
    "maintain,1",
    "flink list,1",
    "sql,1",
    "tables,2",
    "verify,2",
    "redrive,2",
    "import a.json,1",
    "produce events.pings,1"
  })
  void buildsNothingInAFreshCloneToSayThatNothingRuns(String command, int code) throws Exception {
    Result result = run(command);

    assertThat(result.err())
        .isEqualTo(
            "Bidlake is not running and not built; bidlake up -d builds it,"
                + " which takes some minutes, and starts it\n");
    assertThat(result.code()).isEqualTo(code);
    assertThat(builds()).isZero();
  }

  @Test
  void buildsNothingForACommandThatThereIsNot() throws Exception {
    Result result = run("stauts");

    assertThat(result.err())
        .isEqualTo("bidlake: unknown command stauts; bidlake --help lists all\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(builds()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify --catalog.uri http://lake:8181", "import --dry-run a.json"})
  void buildsInAFreshCloneForServersThatAreNotOurs(String command) throws Exception {
    Result result = run(command);

    assertThat(result.err()).startsWith(FIRST_BUILD);
    assertThat(result.out()).contains("Bidlake " + command);
    assertThat(result.code()).isZero();
  }

  @Test
  void showsTheModulesOfABuildAndRunsThePlatformFromCopies() throws Exception {
    Result up = run("up -d");

    assertThat(up.err()).startsWith(FIRST_BUILD);
    String copies = state.resolve("programs").resolve(stamp()).toString();
    assertThat(up.out())
        .contains(
            "-Dbidlake.home=" + copies,
            "-cp " + copies + "/local-platform/launcher/target/local-platform-0.1.0-SNAPSHOT.jar:",
            "Bidlake up -d in " + state);
    assertThat(root.resolve("target/bidlake-build.log"))
        .content()
        .contains("[INFO] Building jar: settings.jar");
    assertThat(root.resolve("target").toFile().list())
        .containsExactlyInAnyOrder("bidlake-built", "bidlake-build.log");
  }

  @ParameterizedTest
  @CsvSource({"status,0", "logs kafka,0", "up --help,0", "sql,1", "up,1", "demo,1", "build,1"})
  void buildsChangedSourcesOnlyForWhatRunsThem(String command, int builds) throws Exception {
    run("build");
    changeASource();

    assertThat(run(command).code()).isZero();

    assertThat(builds() - 1).isEqualTo(builds);
  }

  @Test
  void buildsOnceForWhatHasNotChanged() throws Exception {
    run("demo");
    String build = stamp();

    assertThat(run("sql").out()).contains("-Dbidlake.home=" + root + " ");
    assertThat(run("up").out()).contains("-Dbidlake.home=" + state + "/programs/" + build);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void buildsAgainWhatWasCleanedInPart() throws Exception {
    run("build");
    PathUtils.delete(root.resolve("local-platform/launcher/target"));

    assertThat(run("status").err()).startsWith("Bidlake is not running and not built");
    assertThat(run("up").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void looksWithEarlierCopiesAtAPlatformThatWasStoppedAndCleaned() throws Exception {
    run("up");
    String copies = state.resolve("programs").resolve(stamp()).toString();
    Files.delete(root.resolve("target/bidlake-built"));

    assertThat(run("down -v").out()).contains("-Dbidlake.home=" + copies, "Bidlake down -v");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void saysWhyABuildFailsAndTriesItAgain() throws Exception {
    Files.createFile(root.resolve("broken"));

    Result result = run("verify --catalog.uri http://lake");

    assertThat(result.err())
        .endsWith(
            """
            [ERROR] Main.java:[7,1] ';' expected
            bidlake: the build failed, all of its output is in %s/target/bidlake-build.log
            """
                .formatted(root));
    assertThat(result.code()).as("not 1: that says that the data differs").isEqualTo(2);
    Files.delete(root.resolve("broken"));
    assertThat(run("verify --catalog.uri http://lake").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "sql", "up -d", "demo", "logs kafka", "down", "flink --help"})
  void runsTheProgramsOfTheRunningPlatformAndBuildsNothing(String command) throws Exception {
    String copies = runPlatform(state);
    changeASource();

    Result result = run(command);

    assertThat(result.out())
        .contains("-Dbidlake.home=" + copies, "Bidlake " + command + " in " + state);
    assertThat(result.err())
        .isEqualTo(
            "bidlake: the sources are newer than this platform;"
                + " bidlake down and bidlake up -d build and start them\n");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void findsThePlatformOfEachStateFolderAndOfADemo() throws Exception {
    Path other = temp.toRealPath().resolve("other state");
    String copies = runPlatform(other);
    String demo = runPlatform(state.resolve("demo"));

    assertThat(run("status", "--state", other.toString()).out()).contains("home=" + copies);
    assertThat(run("status", "--state=" + other).out()).contains("home=" + copies);
    assertThat(run("status").out()).contains("home=" + demo);
    assertThat(run("status").err()).isEmpty();
  }

  @Test
  void needsNoBuildBesideARunningPlatformEvenAfterAClean() throws Exception {
    String copies = runPlatform(state);
    Files.delete(root.resolve("target/bidlake-built"));

    assertThat(run("status").out()).contains("-Dbidlake.home=" + copies);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void takesNoOtherProcessOfTheSamePidForAPlatform() throws Exception {
    runPlatform(state);
    Files.writeString(state.resolve("run/supervisor.lock"), "" + ProcessHandle.current().pid());
    changeASource();

    assertThat(run("up").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "chaos"})
  void buildsBesideARunningPlatformForWhatIsNotOfIt(String command) throws Exception {
    runPlatform(state);
    changeASource();

    assertThat(run(command).code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void letsOneBuildRunAtATimeAndStatusNotWaitForIt() throws Exception {
    Process building = startBuild();
    String pid = Files.readSymbolicLink(root.resolve("target/bidlake-build.lock")).toString();

    assertThat(run("status"))
        .isEqualTo(
            new Result(
                1,
                "",
                "Bidlake is not running; it is being built (pid %s, output in %s)\n"
                    .formatted(pid, root.resolve("target/bidlake-build.log"))));
    assertThat(run("up"))
        .isEqualTo(
            new Result(
                2,
                "",
                "bidlake: a build is running (pid %s), its output is in %s; try again when it has ended\n"
                    .formatted(pid, root.resolve("target/bidlake-build.log"))));

    Files.writeString(root.resolve("pipe"), "end\n");
    assertThat(building.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void isNotHeldUpByABuildThatWasKilled() throws Exception {
    Process building = startBuild();
    end(building.toHandle());
    Files.delete(root.resolve("pipe"));
    assertThat(root.resolve("target/bidlake-build.lock")).isSymbolicLink();

    assertThat(run("up").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  /** A build that goes on until something is written to the pipe. */
  private Process startBuild() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor())
        .isZero();
    Process building = start(temp.resolve("errors"), "build");
    await().until(() -> builds() == 1);
    return building;
  }

  /** A process with the command line of a supervisor that runs copies of what is built. */
  private String runPlatform(Path folder) throws Exception {
    run("up");
    Path copies = state.resolve("programs").resolve(stamp());
    Process supervisor =
        new ProcessBuilder(
                List.of(
                    "sh",
                    "-c",
                    "read -r end",
                    "java",
                    "-Dbidlake.service=supervisor",
                    "-Dbidlake.home=" + copies,
                    "-cp",
                    copies + "/a.jar:" + copies + "/lib/*",
                    "io.bidlake.local.cli.Bidlake",
                    "up",
                    "--state",
                    folder.toString()))
            .start();
    started.add(supervisor);
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/supervisor.lock"), "" + supervisor.pid());
    return copies.toString();
  }

  private void changeASource() throws IOException {
    Path source = Files.writeString(root.resolve("model/src/main/Changed.java"), "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));
  }

  private String stamp() throws IOException {
    return Files.readString(root.resolve("target/bidlake-built")).strip();
  }

  private long builds() throws IOException {
    Path calls = root.resolve("mvn-calls");
    return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
  }

  private Result run(String... command) throws Exception {
    Path errors = Files.createTempFile(temp, "errors", "");
    Process process = start(errors, command);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(errors));
  }

  /** Starts the script with these arguments, or with those of one text. */
  private Process start(Path errors, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("bash", root.resolve("bidlake").toString()));
    if (command.length > 1) {
      line.addAll(List.of(command));
    } else if (!command[0].isEmpty()) {
      line.addAll(List.of(command[0].split(" ", 0)));
    }
    ProcessBuilder builder = new ProcessBuilder(line).directory(root.toFile());
    builder.environment().keySet().removeIf(key -> key.matches("JAVA_HOME|BIDLAKE.*|.*_PORT"));
    builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    // No other platform of this machine is meant.
    builder.environment().put("ICEBERG_REST_PORT", "1");
    builder.environment().put("KAFKA_PORT", "1");
    Process process = builder.redirectError(errors.toFile()).start();
    started.add(process);
    return process;
  }
}
