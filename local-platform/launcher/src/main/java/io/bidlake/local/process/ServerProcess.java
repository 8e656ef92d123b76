package io.bidlake.local.process;

import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.file.FilesUncheck;

/** A process of a platform, started by this process or found by its pid file. */
public final class ServerProcess {
  private static final String RESIDENT = "VmRSS:";
  private static final long POLL_NANOS = 20_000_000;

  private final ProcessIdentity identity;
  private final ProcessHandle handle;
  private final Optional<Process> child;
  private final Path pidFile;

  /**
   * Read at the beginning, as the operating system does not report it for a process that has ended.
   */
  private final Instant started;

  private ServerProcess(
      ProcessIdentity identity, ProcessHandle handle, Optional<Process> child, Path pidFile) {
    this.identity = identity;
    this.handle = handle;
    this.child = child;
    this.pidFile = pidFile;
    this.started = handle.info().startInstant().orElseGet(Instant::now);
  }

  /**
   * Starts a process with its output in the log of that name and its pid in a file. It ends when
   * this process ends.
   */
  public static ServerProcess start(String name, JavaCommand command, StateFolder state)
      throws IOException {
    return start(name, state, command::start);
  }

  /** Starts a process that keeps running when this process ends. */
  public static ServerProcess startOnItsOwn(String name, JavaCommand command, StateFolder state)
      throws IOException {
    return start(name, state, command::startOnItsOwn);
  }

  @FunctionalInterface
  private interface Start {
    Process process(ProcessIdentity identity, Path log) throws IOException;
  }

  private static ServerProcess start(String name, StateFolder state, Start start)
      throws IOException {
    ProcessIdentity identity = new ProcessIdentity(name, state.root());
    Path pidFile = pidFile(name, state);
    Process process = start.process(identity, LogFile.rotated(state.log(name)));
    Files.writeString(pidFile, Long.toString(process.pid()));
    return new ServerProcess(identity, process.toHandle(), Optional.of(process), pidFile);
  }

  /** The running process of that name, if there is one, even if another process started it. */
  public static Optional<ServerProcess> find(String name, StateFolder state) {
    ProcessIdentity identity = new ProcessIdentity(name, state.root());
    Path pidFile = pidFile(name, state);
    return pid(pidFile)
        .flatMap(ProcessHandle::of)
        .filter(identity::matches)
        .map(handle -> new ServerProcess(identity, handle, Optional.empty(), pidFile));
  }

  /**
   * Whether there is a pid file of that name, which a process leaves behind when it does not end as
   * intended.
   */
  public static boolean leftPidFile(String name, StateFolder state) {
    return Files.exists(pidFile(name, state));
  }

  private static Path pidFile(String name, StateFolder state) {
    return state.run(name + ".pid");
  }

  private static Optional<Long> pid(Path pidFile) {
    try {
      return Optional.of(Long.valueOf(Files.readString(pidFile).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  public long pid() {
    return handle.pid();
  }

  public boolean alive() {
    // A child of this process is reaped when it ends; that of another may stay as a zombie, which
    // has no arguments.
    return child.map(Process::isAlive).orElseGet(() -> identity.matches(handle));
  }

  /** The time since its start, also for a process that has just ended. */
  public Duration uptime() {
    return Duration.between(started, Instant.now());
  }

  /** The resident memory in bytes; 0 if the process has ended. */
  public long residentBytes() {
    long pid = handle.pid();
    try {
      Path status = Path.of("/proc", Long.toString(pid), "status");
      return Files.exists(status) ? fromProc(status) : fromPs(pid);
    } catch (IOException e) {
      return 0;
    }
  }

  private static long fromProc(Path status) throws IOException {
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToLong(line -> kibibytes(line.substring(RESIDENT.length()).replace("kB", "")))
        .sum();
  }

  private static long fromPs(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.isBlank() ? 0 : kibibytes(output);
  }

  private static long kibibytes(String text) {
    return Long.parseLong(text.strip()) * 1024;
  }

  /** The exit code of a process that this process started, once it has ended. */
  public OptionalInt exitCode() {
    return child.filter(process -> !process.isAlive()).isPresent()
        ? OptionalInt.of(child.orElseThrow().exitValue())
        : OptionalInt.empty();
  }

  /**
   * Waits up to {@code time} for the end of a process that this process started; returns whether it
   * has ended.
   */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return child.orElseThrow().waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends SIGTERM to the process, and kills it if it still runs after {@code grace}. */
  public void stop(Duration grace) {
    if (alive()) {
      handle.destroy();
      if (!endedWithin(grace)) {
        kill();
      }
    }
    forget();
  }

  /** Kills the process, like {@code kill -9}. */
  public void kill() {
    handle.destroyForcibly();
    endedWithin(Duration.ofSeconds(10));
  }

  private boolean endedWithin(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    // Not with onExit(), which would never complete for a process whose parent does not reap it.
    while (alive() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return !alive();
  }

  /** Deletes the pid file, after the process has ended as intended. */
  public void forget() {
    FilesUncheck.deleteIfExists(pidFile);
  }

  /** Deletes the pid file of that name. */
  public static void forget(String name, StateFolder state) {
    FilesUncheck.deleteIfExists(pidFile(name, state));
  }
}
