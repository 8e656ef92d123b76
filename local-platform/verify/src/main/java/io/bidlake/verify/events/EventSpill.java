package io.bidlake.verify.events;

import io.bidlake.model.Topic;
import io.bidlake.verify.base.CannotVerifyException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Spills events and rows of {@code late_events} to temporary files, sliced by request id, so that
 * only one slice at a time is in memory. Thread-safe for adding.
 */
public final class EventSpill implements AutoCloseable {

  static final int SLICES = 64;

  /** The memory per event, including its share of the maps. */
  private static final long BYTES_PER_ENTRY = 800;

  private final SpillFormat format;
  private final Path folder;
  private final long mostEntries;
  private final List<SliceFile> slices = new ArrayList<>();

  /**
   * @param topics the topics of the events
   */
  public EventSpill(Collection<Topic<?>> topics) {
    this(
        topics,
        Path.of(System.getProperty("java.io.tmpdir")),
        Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_ENTRY);
  }

  /**
   * @param parent the folder in which to create the folder of the files
   * @param mostEntries the maximum number of entries of a slice that fit into memory
   */
  EventSpill(Collection<Topic<?>> topics, Path parent, long mostEntries) {
    this.format = new SpillFormat(topics);
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

  public void add(Event event) {
    append(event.requestId(), out -> format.write(event, out));
  }

  public void add(UncountedEvent event) {
    append(event.requestId(), out -> format.write(event, out));
  }

  /** Passes on one slice after the other. Nothing can be added after this. */
  public void read(Consumer<Slice> consumer) {
    for (SliceFile slice : slices) {
      if (slice.entries() > mostEntries) {
        throw new CannotVerifyException(
            ("not enough memory for the windowed tables: %,d events in one of %d slices, %,d"
                    + " fit; give Java more (-Xmx)")
                .formatted(slice.entries(), SLICES, mostEntries));
      }
      try {
        consumer.accept(slice.read(format));
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

  /** The file of one slice, which is first written and then read. */
  private static final class SliceFile {

    private final Path file;
    private final OutputStream out;
    private long entries;

    private SliceFile(Path file) throws IOException {
      this.file = file;
      this.out = new BufferedOutputStream(Files.newOutputStream(file), 16 << 10);
    }

    private synchronized void append(ByteArrayOutputStream entry) throws IOException {
      entry.writeTo(out);
      entries++;
    }

    private synchronized long entries() {
      return entries;
    }

    private synchronized Slice read(SpillFormat format) throws IOException {
      out.close();
      Slice slice = new Slice();
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 << 10))) {
        for (long i = 0; i < entries; i++) {
          format.read(in, slice);
        }
      }
      return slice;
    }

    private synchronized void discard() {
      try {
        out.close();
      } catch (IOException e) {
        // On a full disk the last bytes cannot be written, but they are not needed.
      }
      file.toFile().delete();
    }
  }
}
