package io.bidlake.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What makes a process ours: two system properties that stand first on its command line. */
public record ProcessIdentity(String name, Path state) {
  private static final int ATTEMPTS = 10;
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
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    return Files.exists(file)
        ? fromProc(file)
        : process.info().arguments().map(Arrays::asList).orElse(List.of());
  }

  /** For a moment, while one program gives way to the next, a living process has no arguments. */
  private static List<String> fromProc(Path file) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        byte[] arguments = Files.readAllBytes(file);
        if (arguments.length > 0) {
          return List.of(new String(arguments, StandardCharsets.UTF_8).split("\0"));
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
    } catch (IOException e) {
      return List.of(); // It ended while we looked.
    }
    return List.of();
  }
}
