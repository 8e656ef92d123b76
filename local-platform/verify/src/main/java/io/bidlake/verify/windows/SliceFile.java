package io.bidlake.verify.windows;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of one slice: first it is written, then it is read. Used by several threads. */
final class SliceFile {

  private final Path file;
  private final OutputStream out;
  private long entries;

  SliceFile(Path file) throws IOException {
    this.file = file;
    this.out = new BufferedOutputStream(Files.newOutputStream(file), 16 << 10);
  }

  synchronized void append(ByteArrayOutputStream entry) throws IOException {
    entry.writeTo(out);
    entries++;
  }

  synchronized long entries() {
    return entries;
  }

  synchronized SpilledSlice read() throws IOException {
    out.close();
    SpilledSlice slice = new SpilledSlice();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 << 10))) {
      for (long i = 0; i < entries; i++) {
        SpillFormat.read(in, slice);
      }
    }
    return slice;
  }

  synchronized void discard() {
    try {
      out.close();
    } catch (IOException e) {
      // On a full disk the last bytes cannot be written, and nobody wants them any more.
    }
    file.toFile().delete();
  }
}
