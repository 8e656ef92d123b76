package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointTest {
  @TempDir private Path flink;

  @Test
  void isAbsentForAJobThatNeverMadeASnapshot() throws IOException {
    snapshot("checkpoints/other-job/a/chk-1", 1);

    assertThat(new RestorePoint(flink, "job").newest()).isEmpty();
  }

  @Test
  void isTheSavepointOfAnOrderlyStop() throws IOException {
    snapshot("checkpoints/job/a/chk-9", 1);
    Path savepoint = snapshot("savepoints/job/savepoint-a", 2);

    assertThat(new RestorePoint(flink, "job").newest()).hasValue(savepoint);
  }

  @Test
  void isTheCheckpointThatACrashLeftAfterTheLastSavepoint() throws IOException {
    snapshot("savepoints/job/savepoint-a", 1);
    snapshot("checkpoints/job/b/chk-10", 2);
    Path newest = snapshot("checkpoints/job/b/chk-11", 3);

    assertThat(new RestorePoint(flink, "job").newest()).hasValue(newest);
  }

  @Test
  void ignoresACheckpointThatWasNotCompleted() throws IOException {
    Path complete = snapshot("checkpoints/job/a/chk-1", 1);
    Files.createDirectories(flink.resolve("checkpoints/job/a/chk-2"));

    assertThat(new RestorePoint(flink, "job").newest()).hasValue(complete);
  }

  private Path snapshot(String folder, long modified) throws IOException {
    Path path = Files.createDirectories(flink.resolve(folder));
    Path metadata = Files.createFile(path.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(modified));
    return path;
  }
}
