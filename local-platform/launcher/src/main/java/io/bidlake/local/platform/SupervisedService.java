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
 * A service that we started, watch, and start again when it ends by itself. One that lives and does
 * not answer, such as a process that somebody has stopped, is ended for it.
 */
final class SupervisedService {
  /** Silence is heard at least so often: that we stood still ourselves says nothing of others. */
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

  /** Starts the service and waits until it serves; one that ends before that is a failure. */
  void start() {
    progress.starting(service.name());
    launchAndAwait(State.STARTING);
  }

  private void launchAndAwait(State as) {
    long begin = System.nanoTime();
    ServerProcess launched = launch(as);
    executor.execute(() -> watch(launched));
    awaitReady(launched);
    progress.up(
        service.name(),
        config.addresses().of(service.name()),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  private ServerProcess launch(State as) {
    try {
      JavaCommand command = service.prepare();
      synchronized (this) {
        ServerProcess launched =
            ServerProcess.start(service.name().text(), command, config.state());
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

  /** Moves on from starting; a stop or an end that came in between stands. */
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
      return; // The platform stops and ends the process itself.
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
        progress.died(
            service.name(), "has not answered for %d s".formatted(longestSilence.toSeconds()));
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
      state = State.DEAD; // Whoever waits for it reports it.
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
    progress.died(service.name(), "exit code " + code(ended) + ", starting it again" + when);
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
        // The end of a process that was launched leads to the next try; one that hangs is ended.
        tried = !process().equals(Optional.of(ended));
        process().filter(launched -> !launched.equals(ended)).ifPresent(ServerProcess::kill);
        wait = pause.before(Duration.ZERO);
      }
    }
  }

  /** Waits before the next try, and says whether there is to be one. */
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
    return config.state().log(service.name().text());
  }

  private static String code(ServerProcess ended) {
    OptionalInt code = ended.exitCode();
    return code.isPresent() ? Integer.toString(code.getAsInt()) : "unknown";
  }

  synchronized State state() {
    return state;
  }

  /** Our process, or else one that an earlier supervisor left behind. */
  private synchronized Optional<ServerProcess> current() {
    return process.or(() -> ServerProcess.find(service.name().text(), config.state()));
  }

  /** Stops the service, also one that an earlier supervisor left behind. */
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
      progress.stopped(service.name(), Duration.ofNanos(System.nanoTime() - begin));
    }
    ServerProcess.forget(service.name().text(), config.state());
  }

  /** Ends the process as {@code kill -9} does; supervision starts it again. */
  void kill() {
    ServerProcess victim;
    synchronized (this) {
      victim = current().orElseThrow();
      state = State.RESTARTING;
    }
    victim.kill();
  }

  /** Waits until the service is up or done, or will never be. */
  synchronized void await() throws InterruptedException {
    while (state == State.STARTING || state == State.RESTARTING) {
      wait();
    }
  }
}
