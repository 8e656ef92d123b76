package io.bidlake.maintenance.action;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files, in bulk if the FileIO supports it. A file that cannot be deleted is counted and
 * left: it is no longer referenced, so the next removal of orphan files finds it.
 */
public final class FileRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(FileRemoval.class);

  /** Maximum number of files in one delete request to S3. */
  private static final int BATCH = 1000;

  private final FileIO io;
  private final List<String> batch = new ArrayList<>(BATCH);
  private long removed;
  private long failed;

  public FileRemoval(FileIO io) {
    this.io = io;
  }

  public synchronized void remove(String location) {
    batch.add(location);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  /** Deletes the files of the last, incomplete batch. */
  public synchronized void finish() {
    if (!batch.isEmpty()) {
      flush();
    }
  }

  public long removed() {
    return removed;
  }

  public long failed() {
    return failed;
  }

  private void flush() {
    long failures = io instanceof SupportsBulkOperations bulk ? inBulk(bulk) : oneByOne();
    failed += failures;
    removed += batch.size() - failures;
    batch.clear();
  }

  private long inBulk(SupportsBulkOperations bulk) {
    try {
      bulk.deleteFiles(List.copyOf(batch));
      return 0;
    } catch (BulkDeletionFailureException e) {
      LOG.warn("{} of {} files could not be removed", e.numberFailedObjects(), batch.size(), e);
      return Math.min(e.numberFailedObjects(), batch.size());
    } catch (RuntimeException e) {
      LOG.warn("None of {} files could be removed, {} first", batch.size(), batch.get(0), e);
      return batch.size();
    }
  }

  private long oneByOne() {
    long failures = 0;
    for (String location : batch) {
      try {
        io.deleteFile(location);
      } catch (NotFoundException e) {
        LOG.info("{} does not exist any more", location, e);
      } catch (RuntimeException e) {
        LOG.warn("{} could not be removed", location, e);
        failures++;
      }
    }
    return failures;
  }
}
