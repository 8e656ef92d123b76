package io.bidlake.local.chaos;

import static java.util.stream.Collectors.joining;

import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of a platform, found by its state folder; the supervisor is not told what happens
 * to them.
 */
record Victims(StateFolder state) {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 20;

  /** The Linux command that sets the resource limits of a running process. */
  private static final String LIMIT = "prlimit";

  /** Returns the service's process; waits while it is starting. */
  ServerProcess process(ServiceName service) throws InterruptedException {
    return process(service, -1);
  }

  /** Kills the process, like {@code kill -9}, and returns its pid. */
  long kill(ServiceName service) throws InterruptedException {
    ServerProcess victim = process(service);
    victim.kill();
    return victim.pid();
  }

  /** Waits for the service's next process after the one with this pid, and returns it. */
  ServerProcess process(ServiceName service, long after) throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<ServerProcess> found =
          ServerProcess.find(service.text(), state).filter(process -> process.pid() != after);
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new PlatformException(
        "%s must have a process within %d s, had none"
            .formatted(service, START_PATIENCE.toSeconds()));
  }

  /** Freezes the processes with SIGSTOP, until {@link #thaw}. */
  List<ServerProcess> freeze(List<ServiceName> services) throws IOException, InterruptedException {
    List<ServerProcess> frozen = new ArrayList<>();
    for (ServiceName service : services) {
      frozen.add(process(service));
    }
    signal("-STOP", frozen);
    return frozen;
  }

  void thaw(List<ServerProcess> frozen) throws IOException, InterruptedException {
    signal("-CONT", frozen.stream().filter(ServerProcess::alive).toList());
  }

  /** Resumes every process of the platform. */
  void thawAll() throws IOException, InterruptedException {
    signal(
        "-CONT",
        Arrays.stream(ServiceName.values())
            .flatMap(name -> ServerProcess.find(name.text(), state).stream())
            .toList());
  }

  private static void signal(String signal, List<ServerProcess> processes)
      throws IOException, InterruptedException {
    if (!processes.isEmpty()) {
      String pids =
          processes.stream().map(process -> Long.toString(process.pid())).collect(joining(" "));
      run(List.of("sh", "-c", "kill " + signal + " " + pids));
    }
  }

  /**
   * Checks that the command exists that limits files.
   *
   * @throws PlatformException if it does not
   */
  static void requireLimits() throws InterruptedException {
    try {
      run(List.of(LIMIT, "--version"));
    } catch (IOException e) {
      throw new PlatformException("chaos needs Linux and its command prlimit: " + e, e);
    }
  }

  /**
   * Limits the size of files that the process writes (RLIMIT_FSIZE); does nothing if the process
   * has ended.
   */
  static void limitFiles(long pid, String size) throws IOException, InterruptedException {
    if (ProcessHandle.of(pid).isPresent()) {
      run(List.of(LIMIT, "--pid", Long.toString(pid), "--fsize=" + size + ":"));
    }
  }

  /** Runs a system command that prints nothing on success. */
  static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new PlatformException(String.join(" ", command) + " failed: " + said);
    }
  }
}
