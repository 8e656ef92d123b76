package io.bidlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrinoFilesTest {
  @TempDir private Path temp;
  private TrinoFiles files;
  private Path log;

  @BeforeEach
  void chooseFolders() {
    files = new TrinoFiles(temp.resolve("trino"), "476");
    log = temp.resolve("logs").resolve("fetch.log");
  }

  @Test
  void isCompleteOnceMavenHasEndedWell() throws Exception {
    Path folder = temp.resolve("trino/target/476");
    Path maven = program("echo \"$@\"; mkdir -p " + folder);
    assertThat(files.complete()).isFalse();

    files.fetch(maven.toString(), log);

    assertThat(files.complete()).isTrue();
    assertThat(log).content().contains("-f " + temp.resolve("trino/pom.xml") + " package");
  }

  @Test
  void isNotCompleteAndSaysWhereToLookWhenMavenFails() throws IOException {
    Path maven = program("echo offline; exit 1");

    assertThatThrownBy(() -> files.fetch(maven.toString(), log))
        .isInstanceOf(PlatformException.class)
        .hasMessage("its download failed, see " + log);
    assertThat(files.complete()).isFalse();
    assertThat(log).hasContent("offline");
  }

  @Test
  void saysSoWhereThereIsNoMaven() {
    assertThatThrownBy(() -> files.fetch(temp + "/no-maven", log))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("its download failed: Cannot run program");
  }

  @Test
  void knowsTheVersionThatTheProjectIsBuiltWith() {
    assertThat(TrinoFiles.of(new Installation(temp)).version()).matches("\\d+");
  }

  private Path program(String script) throws IOException {
    Path file = temp.resolve("maven");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
