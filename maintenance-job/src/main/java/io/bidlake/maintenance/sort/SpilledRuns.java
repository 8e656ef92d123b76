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
  private final RunOutput output;
  private final List<Run> runs = new ArrayList<>();
  private Path folder;
  private int files;
  private long writtenBytes;
  private long mergeBytes;

  SpilledRuns(Path spillFolder, RunOutput output) {
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
}
