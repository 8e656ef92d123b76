package io.bidlake.ingest;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the files of all threads one after the other, in the background. */
final class Commits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private final ExecutorService committer = Executors.newSingleThreadExecutor();

  void add(Table table, List<DataFile> files) {
    committer.execute(() -> commit(table, files));
  }

  private static void commit(Table table, List<DataFile> files) {
    try {
      AppendFiles append = table.newFastAppend();
      files.forEach(append::appendFile);
      append.commit();
    } catch (RuntimeException e) {
      // The count of the rows will reveal that these are missing.
      LOG.error("{} files of {} are lost", files.size(), table.name(), e);
    }
  }

  @Override
  public void close() {
    committer.shutdown();
  }
}
