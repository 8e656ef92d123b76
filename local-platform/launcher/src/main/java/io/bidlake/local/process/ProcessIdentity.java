package io.bidlake.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What makes a process ours: two system properties that stand first on its command line. */
public record ProcessIdentity(String name, Path state) {
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(2);
  private static final long BETWEEN_NANOS = 2_000_000;

  /** The options that a process of this identity is started with. */
  public List<String> options() {
    return List.of("-Dbidlake.service=" + name, "-Dbidlake.state=" + state);
  }

  /** Whether the process runs and is ours; a process that only took over the pid is not. */
  public boolean matches(ProcessHandle process) {
    return process.isAlive() && arguments(process).containsAll(options());
  }

  private static List<String> arguments(ProcessHandle process) {
    // ProcessHandle gives no arguments for long command lines; where /proc is, it has them all.
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    return Files.exists(folder)
        ? fromProc(folder)
        : process.info().arguments().map(Arrays::asList).orElse(List.of());
  }

  /**
   * For a moment, while one program gives way to the next, a living process has no arguments; on a
   * busy machine that moment can be long. One that has ended but is not reaped never has any.
   */
  private static List<String> fromProc(Path folder) {
    long deadline = System.nanoTime() + LONGEST_EXCHANGE.toNanos();
    try {
      byte[] arguments = Files.readAllBytes(folder.resolve("cmdline"));
      while (arguments.length == 0 && !zombie(folder) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(BETWEEN_NANOS);
        arguments = Files.readAllBytes(folder.resolve("cmdline"));
      }
      return List.of(new String(arguments, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of(); // It ended while we looked.
    }
  }

  /** The state is the field after the name, which is in brackets and may hold anything. */
  private static boolean zombie(Path folder) throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
  }
}
