package io.bidlake.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path temp;

  @Test
  void refusesToSettleAmongForeignFiles() throws IOException {
    Files.writeString(temp.resolve("thesis.tex"), "mine");

    assertThatThrownBy(() -> new StateFolder(temp).create())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("BIDLAKE_STATE must be an empty folder")
        .hasMessageContaining(temp.toString());
    assertThat(temp).isDirectoryContaining("glob:**thesis.tex");
  }

  @Test
  void saysWhichFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "mine");

    assertThatThrownBy(() -> new StateFolder(file.resolve("state")).create())
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "the state folder (--state or BIDLAKE_STATE) must be one that can be written,"
                + " was %s: Not a directory",
            file.resolve("state"));
  }

  @Test
  void deletesNoFolderWithoutItsMarker() throws IOException {
    Path file = Files.writeString(temp.resolve("thesis.tex"), "mine");

    assertThatThrownBy(() -> new StateFolder(temp).delete())
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("expected the marker file .bidlake-state");
    assertThat(file).exists();
  }

  @Test
  void deletesAllOfItsOwnFolderButNothingBehindALink() throws IOException {
    Path outside = Files.createDirectories(temp.resolve("outside"));
    Path kept = Files.writeString(outside.resolve("kept"), "mine");
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Files.createDirectories(state.data("kafka"));
    Files.createSymbolicLink(state.data("kafka").resolve("link"), outside);

    state.delete();

    assertThat(state.root()).doesNotExist();
    assertThat(kept).hasContent("mine");
  }

  @Test
  void keepsTheDemoApartSoThatEmptyingItLeavesTheRest() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Path data = Files.writeString(state.log("kafka"), "kept");
    state.demo().create();

    state.demo().delete();

    assertThat(state.demo().root()).doesNotExist();
    assertThat(data).hasContent("kept");
    state.create();
  }

  @Test
  void clearsOnlyTheScratchFolder() throws IOException {
    StateFolder state = new StateFolder(temp.resolve("state"));
    state.create();
    Files.createDirectories(state.scratch("flink").resolve("blobs"));
    Path log = Files.writeString(state.log("kafka"), "kept");

    state.clearScratch();

    assertThat(state.scratch("flink")).doesNotExist();
    assertThat(log).exists();
  }
}
