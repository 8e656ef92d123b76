package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The lock that the supervisor of a state folder holds. The operating system releases it when the
 * process ends, even if it is killed.
 */
public final class PlatformLock implements AutoCloseable {
  private static final String FILE = "supervisor.lock";
  private static final long PAUSE_NANOS = 10_000_000;

  private final FileChannel channel;

  private PlatformLock(FileChannel channel) {
    this.channel = channel;
  }

  static PlatformLock acquire(StateFolder state) {
    try {
      FileChannel channel = open(state.run(FILE));
      if (!locked(channel)) {
        channel.close();
        throw new PlatformException("Bidlake already runs (pid %s)".formatted(pidText(state)));
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new PlatformLock(channel);
    } catch (IOException e) {
      throw new PlatformException("cannot lock " + state.run(FILE) + ": " + e, e);
    }
  }

  /** The pid of the folder's running supervisor, if there is one. */
  public static OptionalLong holder(StateFolder state) {
    Path file = state.run(FILE);
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = open(file)) {
      while (!locked(channel)) {
        String pid = pidText(state);
        if (!pid.isEmpty()) {
          return OptionalLong.of(Long.parseLong(pid));
        }
        LockSupport.parkNanos(PAUSE_NANOS); // It is just being acquired or released.
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new PlatformException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Checks that no supervisor runs in a folder, before its contents are deleted.
   *
   * @throws PlatformException if one does
   */
  public static void requireFree(StateFolder state) {
    OptionalLong holder = holder(state);
    if (holder.isPresent()) {
      throw new PlatformException(
          "%s is in use by another run (pid %d); wait for its end, or end it"
              .formatted(state.root(), holder.getAsLong()));
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // This process holds the lock.
    }
  }

  private static String pidText(StateFolder state) throws IOException {
    return Files.readString(state.run(FILE)).strip();
  }

  @Override
  public void close() {
    try {
      // The process outlives the lock for a moment, and must not be taken for a running platform.
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      throw new PlatformException("cannot free the lock: " + e, e);
    }
  }
}
