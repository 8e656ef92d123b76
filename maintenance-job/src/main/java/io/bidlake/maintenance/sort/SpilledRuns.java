package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.FileUtils;

/** The spilled runs of one sort, in a folder of their own below the spill folder. */
final class SpilledRuns implements Closeable {

  /** Heap in bytes for writing: a block, the same compressed, and LZ4's own memory. */
  static final long WRITER_BYTES = 192 << 10;

  private final Path spillFolder;
  private final Output output;
  private final List<Run> runs = new ArrayList<>();
  private final List<RunReader> readers = new ArrayList<>();
  private Path folder;
  private int files;

  SpilledRuns(Path spillFolder, Output output) {
    this.spillFolder = spillFolder;
    this.output = output;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Writes sorted records as a new run. */
  void write(RecordCursor sorted) {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory(Files.createDirectories(spillFolder), "sort-");
      }
      Path path = folder.resolve("run-" + files++);
      // Close the file explicitly: LZ4's stream leaves it open if its last block cannot be written.
      try (OutputStream file = output.open(path);
          OutputStream compressed = RunCompression.compress(file)) {
        runs.add(write(sorted, compressed, path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "sort: expected to write sorted rows to " + spillFolder + ", got " + e, e);
    }
  }

  private static Run write(RecordCursor sorted, OutputStream target, Path path) throws IOException {
    long rows = 0;
    int largest = 0;
    while (sorted.advance()) {
      ExternalSort.checkInterruption();
      int size = RecordLayout.size(sorted.bytes, sorted.record);
      target.write(sorted.bytes, sorted.record, size);
      rows++;
      largest = Math.max(largest, size);
    }
    return new Run(path, rows, largest);
  }

  /**
   * Merges runs until the remaining ones can be read at once within the memory, and returns a
   * cursor over these. At least two runs are always read at once, even if very large rows then
   * exceed the memory.
   */
  RecordCursor merge(long memoryBytes) throws IOException {
    while (runs.size() > mostAtOnce(memoryBytes)) {
      int most = mostAtOnce(memoryBytes);
      // Merge no more than needed, because merged runs are written again. The oldest runs are the
      // smallest.
      List<Run> some = runs.subList(0, Math.min(most, runs.size() - most + 1));
      List<Run> merging = List.copyOf(some);
      some.clear();
      write(open(merging));
      closeReaders();
      for (Run run : merging) {
        Files.delete(run.file());
      }
    }
    return open(runs);
  }

  /** Returns how many runs can be read at once while another one is written. */
  private int mostAtOnce(long memoryBytes) {
    int largest = runs.stream().mapToInt(Run::largestRecord).max().orElse(0);
    return (int) Math.max(2, (memoryBytes - WRITER_BYTES) / (RunReader.HEAP_BYTES + largest));
  }

  private RecordCursor open(List<Run> merging) throws IOException {
    for (Run run : merging) {
      readers.add(new RunReader(run));
    }
    return new RecordCursor.Merge(readers);
  }

  private void closeReaders() throws IOException {
    for (RunReader reader : readers) {
      reader.close();
    }
    readers.clear();
  }

  /** Deletes the files, including incomplete ones. */
  @Override
  public void close() throws IOException {
    runs.clear();
    try {
      closeReaders();
    } finally {
      if (folder != null) {
        FileUtils.deleteDirectory(folder.toFile());
      }
    }
  }

  /**
   * A file with records in the order of their keys.
   *
   * @param file the file
   * @param rows number of records
   * @param largestRecord size of the largest record in bytes
   */
  record Run(Path file, long rows, int largestRecord) {}

  /** Opens the file of a run for writing. */
  @FunctionalInterface
  interface Output {

    OutputStream open(Path file) throws IOException;
  }
}
