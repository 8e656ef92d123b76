package io.bidlake.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Copies what is appended to a log, from a given position. */
public final class LogFollower {
  private static final long POLL_MILLIS = 100;

  private final Path log;
  private long position;

  private LogFollower(Path log, long position) {
    this.log = log;
    this.position = position;
  }

  /** Follows the log from its current end. */
  public static LogFollower fromEnd(Path log) throws IOException {
    return new LogFollower(log, Files.exists(log) ? Files.size(log) : 0);
  }

  /** Copies what is appended while the condition holds, and then the rest. */
  public void copyWhile(BooleanSupplier condition, OutputStream out)
      throws IOException, InterruptedException {
    while (condition.getAsBoolean()) {
      copyNew(out);
      Thread.sleep(POLL_MILLIS);
    }
    copyNew(out);
  }

  /** Copies what was appended since the last call. */
  public void copyNew(OutputStream out) throws IOException {
    if (!Files.exists(log)) {
      return;
    }
    try (FileChannel file = FileChannel.open(log)) {
      if (file.size() < position) {
        position = 0; // The log was rotated.
      }
      file.position(position);
      position += Channels.newInputStream(file).transferTo(out);
      out.flush();
    }
  }
}
