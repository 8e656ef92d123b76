package io.bidlake.maintenance.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.junit.jupiter.api.Test;

class FileRemovalTest {

  @Test
  void removesInBatches() {
    BulkFiles io = new BulkFiles(0);

    FileRemoval removal = remove(io, 2500);

    assertThat(io.batches).containsExactly(1000, 1000, 500);
    assertThat(removal.removed()).isEqualTo(2500);
    assertThat(removal.failed()).isZero();
  }

  @Test
  void goesOnWhereSomeFilesCannotBeRemoved() {
    FileRemoval removal = remove(new BulkFiles(3), 1500);

    assertThat(removal.removed()).isEqualTo(1494);
    assertThat(removal.failed()).isEqualTo(6);
  }

  @Test
  void goesOnWhereTheStorageFails() {
    FileRemoval removal = remove(new BulkFiles(-1), 1500);

    assertThat(removal.removed()).isZero();
    assertThat(removal.failed()).isEqualTo(1500);
  }

  @Test
  void takesAFileThatIsGoneForRemoved() {
    FileRemoval removal = remove(new InMemoryFileIO(), 2);

    assertThat(removal.removed()).isEqualTo(2);
    assertThat(removal.failed()).isZero();
  }

  @Test
  void countsAFileThatCannotBeRemovedByItself() {
    FileRemoval removal =
        remove(
            new InMemoryFileIO() {
              @Override
              public void deleteFile(String location) {
                if (location.equals("file-1")) {
                  throw new IllegalStateException("denied");
                }
                throw new NotFoundException("gone");
              }
            },
            3);

    assertThat(removal.removed()).isEqualTo(2);
    assertThat(removal.failed()).isEqualTo(1);
  }

  private static FileRemoval remove(FileIO io, int files) {
    FileRemoval removal = new FileRemoval(io);
    for (int i = 0; i < files; i++) {
      removal.remove("file-" + i);
    }
    removal.finish();
    return removal;
  }

  /** Fails to remove so many files of each batch; -1 for all of them. */
  private static final class BulkFiles extends InMemoryFileIO implements SupportsBulkOperations {

    private static final long serialVersionUID = 1;
    private final int failures;
    private final transient List<Integer> batches = new ArrayList<>();

    private BulkFiles(int failures) {
      this.failures = failures;
    }

    @Override
    public void deleteFiles(Iterable<String> files) {
      List<String> batch = new ArrayList<>();
      files.forEach(batch::add);
      batches.add(batch.size());
      if (failures < 0) {
        throw new IllegalStateException("not reachable");
      }
      if (failures > 0) {
        throw new BulkDeletionFailureException(failures);
      }
    }
  }
}
