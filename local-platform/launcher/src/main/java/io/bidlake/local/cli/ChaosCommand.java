package io.bidlake.local.cli;

import io.bidlake.local.chaos.Chaos;
import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.ScreenProgress;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.flink.Jobs;
import io.bidlake.local.flink.Maintenance;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description =
        "Injects faults into a platform of its own: kills, freezes, bad networks, bad senders; verifies it.")
final class ChaosCommand extends StateCommand {
  @Option(
      names = "--faults",
      paramLabel = "N",
      defaultValue = "26",
      description = "Number of faults (default ${DEFAULT-VALUE}, each kind twice).")
  private int faults;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of all faults: the same seed gives the same ones (default: random).")
  private Long seed;

  @Option(
      names = "--load",
      paramLabel = "EVENTS_PER_SECOND",
      defaultValue = "20",
      description = "Bid requests per second (default ${DEFAULT-VALUE}).")
  private double load;

  @Option(names = "--dry-run", description = "Only lists the faults.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    requireSense();
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    Screen screen = Screen.standard();
    if (dryRun) {
      Chaos.plan(chosen, faults).forEach(screen::line);
      return 0;
    }
    PlatformConfig config = freshState(chosen, screen);
    screen.line(
        "%d faults at %s requests/s; --seed %d repeats them".formatted(faults, load, chosen));
    long begin = System.nanoTime();
    Chaos chaos = new Chaos(chosen, faults, load, config, screen);
    StopOnExit stop = StopOnExit.of(chaos::stopping, () -> end(chaos, config.state()), screen);
    boolean passed = false;
    try {
      passed = chaos.run();
    } catch (PlatformException e) {
      if (stop.asked()) {
        return 1;
      }
      screen.line(e.getMessage());
    } finally {
      chaos.close(); // On any failure, so that the exit hook does not delete the folder.
    }
    if (passed) {
      config.state().delete();
    } else {
      screen.line("Logs are in " + config.state().logs() + ", tables and topics beside them");
    }
    screen.line("%s in %s".formatted(passed ? "PASS" : "FAIL", ScreenProgress.seconds(begin)));
    return passed ? 0 : 1;
  }

  private void requireSense() {
    List<String> problems = new ArrayList<>();
    if (faults < 1) {
      problems.add("--faults must be at least 1, was " + faults);
    }
    if (!(load > 0)) {
      problems.add("--load must be above 0, was " + load);
    }
    if (!problems.isEmpty()) {
      throw new PlatformException(String.join(System.lineSeparator(), problems));
    }
  }

  /** Free ports and an empty state folder for this seed; data of an earlier run is deleted. */
  private PlatformConfig freshState(long chosen, Screen screen) {
    List<String> modules = new ArrayList<>(Jobs.modules());
    modules.add(Maintenance.MODULE);
    installation().requireBuilt(modules);
    stateFolder().create();
    StateFolder state = stateFolder().chaos(chosen);
    PlatformLock.requireFree(state);
    PlatformConfig config =
        PlatformConfig.of(installation(), state, Ports.free())
            .withTaskManagerMemory(TaskManagerMemory.of(System.getenv()));
    LocalPlatform.stopLeftovers(config, new ScreenProgress(screen));
    state.delete();
    return config;
  }

  /** After Ctrl-C the state is not needed. */
  private static void end(Chaos chaos, StateFolder state) {
    chaos.close();
    state.delete();
  }
}
