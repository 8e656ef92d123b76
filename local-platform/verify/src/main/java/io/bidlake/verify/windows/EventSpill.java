package io.bidlake.verify.windows;

import io.bidlake.verify.CannotVerifyException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps events and rows in temporary files, sliced by request id, so that memory holds one slice at
 * a time. Filled by several threads.
 */
final class EventSpill implements AutoCloseable {

  static final int SLICES = 64;

  /** What an event takes in memory, with room for its part of the maps. */
  private static final long BYTES_PER_ENTRY = 500;

  private final Path folder;
  private final long mostEntries;
  private final List<SliceFile> slices = new ArrayList<>();

  EventSpill() {
    this(
        Path.of(System.getProperty("java.io.tmpdir")),
        Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_ENTRY);
  }

  /**
   * @param parent where the folder of files is made
   * @param mostEntries how many entries of a slice fit into memory
   */
  EventSpill(Path parent, long mostEntries) {
    this.mostEntries = mostEntries;
    try {
      folder = Files.createTempDirectory(parent, "bidlake-verify-");
      for (int i = 0; i < SLICES; i++) {
        slices.add(new SliceFile(folder.resolve("slice-" + i)));
      }
    } catch (IOException e) {
      throw cannotKeep(e);
    }
  }

  void add(Event event) {
    append(event.head().requestId(), out -> SpillFormat.write(event, out));
  }

  void add(UncountedRow row) {
    append(row.requestId(), out -> SpillFormat.write(row, out));
  }

  /** Hands over one slice after the other. Nothing can be added any more. */
  void read(Consumer<SpilledSlice> consumer) {
    for (SliceFile slice : slices) {
      if (slice.entries() > mostEntries) {
        throw new CannotVerifyException(
            ("not enough memory for the tables of windows: %,d events in one of %d slices, %,d"
                    + " fit; give Java more (-Xmx)")
                .formatted(slice.entries(), SLICES, mostEntries));
      }
      try {
        consumer.accept(slice.read());
      } catch (IOException e) {
        throw cannotKeep(e);
      }
    }
  }

  @Override
  public void close() {
    slices.forEach(SliceFile::discard);
    folder.toFile().delete();
  }

  private void append(String requestId, Writing writing) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream(128);
    try {
      writing.to(new DataOutputStream(entry));
      slices.get(Math.floorMod(requestId.hashCode(), SLICES)).append(entry);
    } catch (IOException e) {
      throw cannotKeep(e);
    }
  }

  private static CannotVerifyException cannotKeep(IOException cause) {
    return new CannotVerifyException(
        "the events cannot be kept in temporary files (%s, -Djava.io.tmpdir): %s"
            .formatted(
                System.getProperty("java.io.tmpdir"), CannotVerifyException.rootMessage(cause)),
        cause);
  }

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }
}
