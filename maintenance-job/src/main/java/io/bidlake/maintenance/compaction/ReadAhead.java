package io.bidlake.maintenance.compaction;

import com.google.common.base.Throwables;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Fetches small files with one request each, and prefetches the next ones while the current one is
 * decoded: the latency of an object store exceeds the time to decode a small file.
 */
final class ReadAhead implements Closeable {

  /** Size up to which a file is fetched with one request; larger files are read in parts. */
  static final long FETCHED_WHOLE = 8L << 20;

  /** Number of files to fetch at a time, which hides the latency of a slow store. */
  private static final int FILES_AHEAD = 4;

  private final FileIO io;
  private final List<DataFile> files;
  private final long fetchedWhole;
  private final ExecutorService threads = Executors.newFixedThreadPool(FILES_AHEAD);
  private final Map<Integer, Future<InputFile>> fetched = new HashMap<>();

  /**
   * @param tasks the files in the order in which they will be read
   * @param fetchedWhole size up to which a file is prefetched, in bytes
   */
  ReadAhead(FileIO io, List<FileScanTask> tasks, long fetchedWhole) {
    this.io = io;
    this.files = tasks.stream().map(FileScanTask::file).toList();
    this.fetchedWhole = fetchedWhole;
  }

  /** Returns a file to read now, and starts to prefetch the next ones. */
  InputFile file(int number) throws IOException {
    for (int next = number; next < Math.min(files.size(), number + FILES_AHEAD); next++) {
      DataFile file = files.get(next);
      if (file.fileSizeInBytes() <= fetchedWhole) {
        fetched.computeIfAbsent(next, absent -> threads.submit(() -> fetch(file)));
      }
    }
    Future<InputFile> small = fetched.remove(number);
    return small == null ? io.newInputFile(files.get(number)) : result(small);
  }

  private InputFile fetch(DataFile file) throws IOException {
    try (SeekableInputStream in = io.newInputFile(file).newStream()) {
      byte[] bytes = in.readNBytes((int) file.fileSizeInBytes());
      return new InMemoryInputFile(file.location(), bytes);
    } catch (IOException | UncheckedIOException e) {
      throw new IOException("cannot read " + file.location(), e);
    }
  }

  private static InputFile result(Future<InputFile> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      // A lack of memory, for example, is not the file's fault.
      Throwables.throwIfUnchecked(e.getCause());
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
