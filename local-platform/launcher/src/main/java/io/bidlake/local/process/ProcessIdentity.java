package io.bidlake.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Identifies a process of a platform by the first two system properties on its command line. */
public record ProcessIdentity(String name, Path state) {
  private static final String SERVICE = "-Dbidlake.service=";
  private static final Duration YOUNG = Duration.ofSeconds(10);
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(2);
  private static final long BETWEEN_NANOS = 2_000_000;

  /** The JVM options that a process of this identity is started with. */
  public List<String> options() {
    return List.of(SERVICE + name, "-Dbidlake.state=" + state);
  }

  /**
   * Whether the process runs and has this identity, and is not another one that reuses the pid.
   * During an {@code exec} a process has no arguments or only some, on a busy machine for a while:
   * a process younger than 10 s gets up to 2 s to show its identity.
   */
  public boolean matches(ProcessHandle process) {
    long deadline = System.nanoTime() + LONGEST_EXCHANGE.toNanos();
    List<String> arguments = arguments(process);
    while (!tellsWhoseItIs(arguments) && changing(process) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_NANOS);
      arguments = arguments(process);
    }
    return process.isAlive() && arguments.containsAll(options());
  }

  private static boolean tellsWhoseItIs(List<String> arguments) {
    return arguments.stream().anyMatch(argument -> argument.startsWith(SERVICE));
  }

  private static boolean changing(ProcessHandle process) {
    boolean young =
        process
            .info()
            .startInstant()
            .filter(start -> start.plus(YOUNG).isAfter(Instant.now()))
            .isPresent();
    return young && process.isAlive() && !zombie(process);
  }

  private static List<String> arguments(ProcessHandle process) {
    // ProcessHandle returns no arguments for long command lines; /proc has them all, where it
    // exists.
    return proc(process, "cmdline")
        .map(text -> List.of(text.split("\0")))
        .orElseGet(() -> process.info().arguments().map(Arrays::asList).orElse(List.of()));
  }

  /**
   * Whether the process has ended but is not reaped. In /proc/PID/stat the state follows the name,
   * which is in parentheses.
   */
  private static boolean zombie(ProcessHandle process) {
    return proc(process, "stat")
        .filter(stat -> stat.startsWith("Z", stat.lastIndexOf(')') + 2))
        .isPresent();
  }

  /** The contents of a file in /proc; empty if there is no /proc, or the process has ended. */
  private static Optional<String> proc(ProcessHandle process, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
