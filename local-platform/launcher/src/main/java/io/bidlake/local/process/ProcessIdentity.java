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

/** What makes a process ours: two system properties that stand first on its command line. */
public record ProcessIdentity(String name, Path state) {
  private static final String SERVICE = "-Dbidlake.service=";
  private static final Duration YOUNG = Duration.ofSeconds(10);
  private static final Duration LONGEST_EXCHANGE = Duration.ofSeconds(2);
  private static final long BETWEEN_NANOS = 2_000_000;

  /** The options that a process of this identity is started with. */
  public List<String> options() {
    return List.of(SERVICE + name, "-Dbidlake.state=" + state);
  }

  /**
   * Whether the process runs and is ours; a process that only took over the pid is not. While one
   * program gives way to the next, a process has no arguments or not all of them, on a busy machine
   * for long: one that has just started gets time to show whose it is.
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
    // ProcessHandle gives no arguments for long command lines; where /proc is, it has them all.
    return proc(process, "cmdline")
        .map(text -> List.of(text.split("\0")))
        .orElseGet(() -> process.info().arguments().map(Arrays::asList).orElse(List.of()));
  }

  /** Ended but not reaped: the state is the field after the name, which is in brackets. */
  private static boolean zombie(ProcessHandle process) {
    return proc(process, "stat")
        .filter(stat -> stat.startsWith("Z", stat.lastIndexOf(')') + 2))
        .isPresent();
  }

  /** Empty where there is no /proc, or no such process any more. */
  private static Optional<String> proc(ProcessHandle process, String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
