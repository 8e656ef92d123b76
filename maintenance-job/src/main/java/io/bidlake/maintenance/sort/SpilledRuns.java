package io.bidlake.maintenance.sort;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The runs of one sort, in a folder of their own below the spill folder. */
final class SpilledRuns implements Closeable {

  private final Path spillFolder;
  private final Run.Output output;
  private final List<Run> runs = new ArrayList<>();
  private Path folder;
  private int files;
  private long writtenBytes;
  private long mergeBytes;

  SpilledRuns(Path spillFolder, Run.Output output) {
    this.spillFolder = spillFolder;
    this.output = output;
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  long rows() {
    return runs.stream().mapToLong(Run::rows).sum();
  }

  /** Bytes of all files that were written, those of runs that were merged since among them. */
  long writtenBytes() {
    return writtenBytes;
  }

  /** Bytes of the heap that the largest merge so far has taken. */
  long mergeBytes() {
    return mergeBytes;
  }

  /** Writes sorted records as one more run. */
  void add(RecordBuffer sorted) {
    write(sorted::writeTo);
  }

  /** Merges runs until those left can be read at once within the memory; reads these. */
  RunMerge merge(long memoryBytes) throws IOException {
    MergeSteps steps = new MergeSteps(memoryBytes);
    for (List<Run> some = steps.next(runs); !some.isEmpty(); some = steps.next(runs)) {
      mergeToOne(some);
    }
    mergeBytes = Math.max(mergeBytes, MergeSteps.readerBytes(runs));
    return new RunMerge(runs);
  }

  private void mergeToOne(List<Run> some) throws IOException {
    mergeBytes = Math.max(mergeBytes, MergeSteps.readerBytes(some) + RunWriter.HEAP_BYTES);
    try (RunMerge merge = new RunMerge(some)) {
      write(
          run -> {
            while (merge.advance()) {
              Interruption.check();
              merge.current().writeTo(run);
            }
          });
    }
    for (Run merged : some) {
      Files.delete(merged.file());
    }
    runs.removeAll(some);
  }

  private void write(RunContent content) {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory(Files.createDirectories(spillFolder), "sort-");
      }
      try (RunWriter writer = new RunWriter(folder.resolve("run-" + files++), output)) {
        content.writeTo(writer);
        Run run = writer.finish();
        runs.add(run);
        writtenBytes += run.fileBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "sort: expected to write sorted rows to " + spillFolder + ", got " + e, e);
    }
  }

  /** Removes the files, those that were not written to their end as well. */
  @Override
  public void close() throws IOException {
    runs.clear();
    if (folder == null) {
      return;
    }
    for (int i = 0; i < files; i++) {
      Files.deleteIfExists(folder.resolve("run-" + i));
    }
    Files.deleteIfExists(folder);
  }

  @FunctionalInterface
  private interface RunContent {
    void writeTo(RunWriter run) throws IOException;
  }

  /** Says which runs to make one of when there are more than can be read at once. */
  static final class MergeSteps {

    private final long memoryBytes;

    MergeSteps(long memoryBytes) {
      this.memoryBytes = memoryBytes;
    }

    /**
     * The runs to merge to one next, the longest waiting first; none when all can be read at once.
     * Two can always be read: rows that large are not for the memory that was given.
     */
    List<Run> next(List<Run> runs) {
      List<Run> some = new ArrayList<>();
      if (runs.size() <= 2 || readerBytes(runs) <= memoryBytes) {
        return some;
      }
      for (Run run : runs) {
        boolean isTooMuch =
            readerBytes(some) + run.readerBytes() + RunWriter.HEAP_BYTES > memoryBytes;
        if (some.size() >= 2 && (isTooMuch || isEnough(some, runs))) {
          break;
        }
        some.add(run);
      }
      return some;
    }

    /** Whether all could be read at once if these were one: more would be written for nothing. */
    private boolean isEnough(List<Run> some, List<Run> runs) {
      int largest = some.stream().mapToInt(Run::largestRecord).max().orElse(0);
      long merged = RunReader.HEAP_BYTES + largest;
      return readerBytes(runs) - readerBytes(some) + merged <= memoryBytes;
    }

    /** Bytes of the heap that reading runs at once takes. */
    static long readerBytes(List<Run> runs) {
      return runs.stream().mapToLong(Run::readerBytes).sum();
    }
  }
}
