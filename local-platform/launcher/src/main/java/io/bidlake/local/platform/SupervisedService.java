package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.LogFile;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.Service;
import io.bidlake.local.service.Service.AfterExit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * A service that is started, watched, and restarted when it ends unexpectedly. A process that runs
 * but does not answer, for example because it is frozen, is killed and restarted.
 */
final class SupervisedService {
  /**
   * The minimum number of failed checks: after a pause of this process, the time since the last
   * answer alone would not show that the service is silent.
   */
  private static final int FEWEST_MISSES = 3;

  private static final int CHECKS_IN_SILENCE = 2 * FEWEST_MISSES;

  private final Service service;
  private final PlatformConfig config;
  private final Progress progress;
  private final Executor executor;
  private final Runnable afterRestart;
  private final Duration longestSilence;
  private final RestartPause pause = new RestartPause();

  private State state = State.STOPPED;
  private Optional<ServerProcess> process = Optional.empty();

  SupervisedService(
      Service service,
      PlatformConfig config,
      Progress progress,
      Executor executor,
      Duration longestSilence,
      Runnable afterRestart) {
    this.service = service;
    this.config = config;
    this.progress = progress;
    this.executor = executor;
    this.longestSilence = longestSilence;
    this.afterRestart = afterRestart;
  }

  /**
   * Starts the service and waits until it is ready.
   *
   * @throws PlatformException if it ends before that, or is not ready in time
   */
  void start() {
    progress.starting(service.name());
    launchAndAwait(State.STARTING);
  }

  private void launchAndAwait(State as) {
    long begin = System.nanoTime();
    ServerProcess launched = launch(as);
    executor.execute(() -> watch(launched));
    awaitReady(launched);
    progress.done(name(), since(begin), config.addresses().of(service.name()));
  }

  private ServerProcess launch(State as) {
    try {
      JavaCommand command = service.prepare();
      synchronized (this) {
        ServerProcess launched = ServerProcess.start(name(), command, config.state());
        process = Optional.of(launched);
        state = as;
        return launched;
      }
    } catch (IOException e) {
      throw new PlatformException(service.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private void awaitReady(ServerProcess launched) {
    long deadline = System.nanoTime() + config.startTimeout().toNanos();
    while (!service.ready()) {
      if (!launched.alive()) {
        if (meaning(launched) == AfterExit.DONE) {
          return;
        }
        throw failure(launched, "while starting");
      }
      if (System.nanoTime() > deadline) {
        throw new PlatformException(
            "%s must be ready within %s s, was not; its log is %s"
                .formatted(service.name(), config.startTimeout().toSeconds(), log()));
      }
      LockSupport.parkNanos(service.probeInterval().toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new PlatformException(service.name() + " is being stopped");
      }
    }
    service.setUp();
    change(State.UP);
  }

  /**
   * Changes the state if the service is still starting; a stop or an exit in the meantime takes
   * precedence.
   */
  private synchronized void change(State next) {
    if (state == State.STARTING || state == State.RESTARTING) {
      state = next;
      notifyAll();
    }
  }

  private void watch(ServerProcess launched) {
    try {
      awaitEnd(launched);
    } catch (InterruptedException e) {
      return; // The platform is stopping, and stops the process itself.
    }
    switch (afterExit(launched)) {
      case START_AGAIN -> restart(launched);
      case DEAD -> progress.note(failure(launched, "and is not started again").getMessage());
      case DONE -> {}
    }
  }

  private void awaitEnd(ServerProcess launched) throws InterruptedException {
    long answered = System.nanoTime();
    int misses = 0;
    while (!launched.endsWithin(longestSilence.dividedBy(CHECKS_IN_SILENCE))) {
      if (state() != State.UP || service.answers()) {
        answered = System.nanoTime();
        misses = 0;
      } else if (++misses >= FEWEST_MISSES
          && System.nanoTime() - answered > longestSilence.toNanos()) {
        progress.failed(name(), "has not answered for %d s".formatted(longestSilence.toSeconds()));
        launched.kill();
      }
    }
  }

  private synchronized AfterExit afterExit(ServerProcess ended) {
    boolean ours = process.equals(Optional.of(ended)) && state != State.STOPPED;
    if (!ours) {
      return AfterExit.DONE;
    }
    AfterExit meaning = meaning(ended);
    if (meaning == AfterExit.DONE) {
      state = State.DONE;
      ended.forget();
    } else if (state == State.STARTING) {
      state = State.DEAD; // The caller that waits for the start reports the failure.
      meaning = AfterExit.DONE;
    } else {
      state = meaning == AfterExit.DEAD ? State.DEAD : State.RESTARTING;
    }
    notifyAll();
    return meaning;
  }

  private AfterExit meaning(ServerProcess ended) {
    return service.afterExit(ended.exitCode().orElse(-1));
  }

  private void restart(ServerProcess ended) {
    Duration wait = pause.before(ended.uptime());
    String when = wait.isZero() ? "" : " in " + wait.toSeconds() + " s";
    progress.failed(name(), "exit code " + code(ended) + ", starting it again" + when);
    boolean tried = false;
    while (!tried && rested(wait)) {
      try {
        launchAndAwait(State.RESTARTING);
        tried = true;
        executor.execute(afterRestart);
      } catch (RuntimeException e) {
        if (stopping(e)) {
          return;
        }
        progress.note(e instanceof PlatformException ? e.getMessage() : service.name() + ": " + e);
        // The exit of a launched process triggers the next attempt; one that hangs is killed.
        tried = !process().equals(Optional.of(ended));
        process().filter(launched -> !launched.equals(ended)).ifPresent(ServerProcess::kill);
        wait = pause.before(Duration.ZERO);
      }
    }
  }

  /** Waits before the next attempt; returns whether there should be one. */
  private boolean rested(Duration wait) {
    LockSupport.parkNanos(wait.toNanos());
    return !Thread.currentThread().isInterrupted() && state() == State.RESTARTING;
  }

  private static boolean stopping(RuntimeException e) {
    return Thread.currentThread().isInterrupted() || e instanceof RejectedExecutionException;
  }

  private synchronized Optional<ServerProcess> process() {
    return process;
  }

  private PlatformException failure(ServerProcess ended, String when) {
    String what = service.name() + " ended with exit code " + code(ended) + " " + when;
    return new PlatformException(LogFile.failure(what, log()));
  }

  private Path log() {
    return config.state().log(name());
  }

  private String name() {
    return service.name().text();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String code(ServerProcess ended) {
    OptionalInt code = ended.exitCode();
    return code.isPresent() ? Integer.toString(code.getAsInt()) : "unknown";
  }

  synchronized State state() {
    return state;
  }

  /** The process of this supervisor, or else one that an earlier supervisor left behind. */
  private synchronized Optional<ServerProcess> current() {
    return process.or(() -> ServerProcess.find(name(), config.state()));
  }

  /** Stops the service, even if an earlier supervisor started it. */
  void stop(Duration grace) {
    Optional<ServerProcess> running;
    synchronized (this) {
      state = State.STOPPED;
      notifyAll();
      running = current();
    }
    if (running.filter(ServerProcess::alive).isPresent()) {
      long begin = System.nanoTime();
      running.get().stop(grace);
      progress.done(name(), since(begin), "stopped");
    }
    ServerProcess.forget(name(), config.state());
  }

  /** Kills the process like {@code kill -9}; supervision restarts it. */
  void kill() {
    ServerProcess victim;
    synchronized (this) {
      victim = current().orElseThrow();
      state = State.RESTARTING;
    }
    victim.kill();
  }

  /** Waits until the service is neither starting nor restarting. */
  synchronized void await() throws InterruptedException {
    while (state == State.STARTING || state == State.RESTARTING) {
      wait();
    }
  }
}
