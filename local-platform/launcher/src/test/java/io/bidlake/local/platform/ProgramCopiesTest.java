package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCopiesTest {
  private static final String STAMP = "target/bidlake-built";
  private static final String JOB = "ingest-job/target/ingest-job-1-all.jar";
  private static final String OWN = "local-platform/verify/target/lib/model-1.jar";
  private static final String OTHERS = "local-platform/verify/target/lib/avro-1.12.jar";

  /** What {@link Installation#requireBuilt} asks for, and a jar of each kind. */
  private static final List<String> BUILT =
      List.of(
          STAMP,
          JOB,
          OWN,
          OTHERS,
          "model/target/model-1.jar",
          "generator/target/generator-1-all.jar",
          "local-platform/launcher/target/local-platform-1.jar",
          "local-platform/launcher/target/lib/picocli-4.jar",
          "local-platform/kafka/target/lib/kafka-4.jar",
          "local-platform/kafka/target/agent/jmx_prometheus_javaagent-1.jar",
          "local-platform/flink/target/local-flink-1.jar",
          "local-platform/flink/target/lib/flink-2.jar",
          "local-platform/verify/target/local-verify-1.jar",
          "local-platform/sql/target/local-sql-1.jar",
          "local-platform/sql/target/lib/jline-3.jar",
          "local-platform/import/target/local-import-1.jar",
          "local-platform/import/target/lib/aws-2.jar",
          "local-platform/schema-registry/target/registry/apicurio-2-runner.jar",
          "local-platform/schema-registry/target/registry/lib/quarkus-3.jar",
          "local-platform/trino/pom.xml",
          "deploy/kafka/jmx-exporter.yml",
          "deploy/trino/catalog/iceberg.properties",
          "deploy/trino/queries/1_rows.sql");

  @TempDir private Path temp;
  private Path root;
  private StateFolder state;

  @BeforeEach
  void build() throws IOException {
    root = temp.resolve("project");
    state = new StateFolder(temp.resolve("state"));
    for (String file : BUILT) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), "old");
    }
  }

  @Test
  void areAnInstallationWithAllThatAPlatformStarts() throws IOException {
    Path copies = ProgramCopies.of(root, "first", state);

    assertThat(copies).isEqualTo(state.root().resolve("programs/first"));
    Installation installation = new Installation(copies);
    assertThatCode(() -> installation.requireBuilt(List.of("ingest-job")))
        .doesNotThrowAnyException();
    for (String file : BUILT) {
      assertThat(copies.resolve(file)).hasContent("old");
    }
  }

  @Test
  void keepTheirBytesWhenTheProjectIsBuiltAgainAndCleaned() throws IOException {
    Path copies = ProgramCopies.of(root, "first", state);

    for (String file : List.of(JOB, OWN, "deploy/kafka/jmx-exporter.yml")) {
      Files.writeString(root.resolve(file), "new"); // In place, as Maven writes.
      assertThat(copies.resolve(file)).hasContent("old");
    }
    for (String module : List.of("ingest-job", "local-platform/verify")) {
      PathUtils.delete(root.resolve(module));
    }
    assertThat(copies.resolve(JOB)).hasContent("old");
    assertThat(copies.resolve(OTHERS)).hasContent("old");
  }

  @Test
  void takeNoSpaceForJarsOfOthers() throws IOException {
    Path copies = ProgramCopies.of(root, "first", state);

    assertThat(Files.isSameFile(copies.resolve(OTHERS), root.resolve(OTHERS))).isTrue();
    assertThat(Files.isSameFile(copies.resolve(OWN), root.resolve(OWN))).isFalse();
  }

  @Test
  void shareWhatIsDownloadedOnceAndWhatTheUserEdits() throws IOException {
    Installation installation = new Installation(ProgramCopies.of(root, "first", state));

    assertThat(installation.trino()).isEqualTo(root.resolve("local-platform/trino").toRealPath());
    Files.writeString(root.resolve("deploy/trino/queries/2_mine.sql"), "SELECT 1");
    assertThat(installation.deployed("trino/queries/2_mine.sql")).exists();
  }

  @Test
  void tellWhenTheirBuildBegan() throws IOException {
    FileTime begin = FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(root.resolve(STAMP), begin);

    Path copies = ProgramCopies.of(root, "first", state);

    assertThat(Files.getLastModifiedTime(copies.resolve(STAMP))).isEqualTo(begin);
  }

  @Test
  void areMadeOnceForABuild() throws IOException {
    Path first = ProgramCopies.of(root, "first", state);
    Files.writeString(root.resolve(JOB), "by hand");

    assertThat(ProgramCopies.of(root, "first", state)).isEqualTo(first);
    assertThat(first.resolve(JOB)).hasContent("old");
  }

  @Test
  void goWithTheNextStartButNotFromUnderAPlatform() throws IOException {
    Path first = ProgramCopies.of(root, "first", state);
    Path killed = Files.createDirectories(state.programs().resolve(".killed-17"));
    StateFolder chaos = state.chaos(1);
    chaos.create();

    try (PlatformLock running = PlatformLock.acquire(chaos)) {
      assertThat(running).isNotNull();
      ProgramCopies.of(root, "second", state);
      assertThat(first.resolve(JOB)).exists();
    }
    Path third = ProgramCopies.of(root, "third", state);

    assertThat(killed).doesNotExist();
    assertThat(state.programs()).isDirectoryContaining(third::equals);
    assertThat(state.programs().toFile().list()).hasSize(1);
    assertThat(root.resolve("deploy/trino/queries/1_rows.sql")).exists();
  }

  @Test
  void areNotMadeAmongForeignFiles() throws IOException {
    Files.createDirectories(state.root());
    Files.writeString(state.root().resolve("thesis.tex"), "mine");

    assertThatThrownBy(() -> ProgramCopies.of(root, "first", state))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("BIDLAKE_STATE must be an empty folder");
  }
}
