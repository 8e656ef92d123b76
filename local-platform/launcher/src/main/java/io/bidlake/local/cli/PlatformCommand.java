package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.platform.PublishedRun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The base of commands with an option for each port of the platform. */
abstract class PlatformCommand extends StateCommand {
  private CommandSpec spec;

  /** Adds an option for each port. */
  @Spec
  void addPorts(CommandSpec command) {
    spec = command;
    for (PortSetting port : PortSetting.values()) {
      command.addOption(
          OptionSpec.builder(port.option())
              .paramLabel("PORT")
              .type(String.class)
              .description(port.description())
              .build());
    }
  }

  /** The name of the command. */
  final String name() {
    return spec.name();
  }

  /**
   * The configuration from the options and the environment, for a command that starts the platform.
   */
  PlatformConfig config() {
    return PlatformConfig.of(installation(), stateFolder(), ports())
        .withTaskManagerMemory(TaskManagerMemory.of(System.getenv()));
  }

  /** The ports that the user has chosen. */
  Ports ports() {
    Map<PortSetting, String> chosen = new EnumMap<>(PortSetting.class);
    for (PortSetting port : PortSetting.values()) {
      String text = spec.findOption(port.option()).getValue();
      if (text != null) {
        chosen.put(port, text);
      }
    }
    return Ports.resolve(chosen, System.getenv());
  }

  /**
   * The configuration of the running platform: {@code up}, or else a demo. If neither runs, it
   * comes from the options and the environment.
   */
  PlatformConfig running() {
    PlatformConfig config = config();
    StateFolder demo = config.state().demo();
    boolean demoOnly =
        PlatformLock.holder(config.state()).isEmpty() && PlatformLock.holder(demo).isPresent();
    StateFolder state = demoOnly ? demo : config.state();
    return new PublishedRun(state).applyTo(config.withState(state));
  }

  /**
   * The configuration of the running platform.
   *
   * @throws PlatformException if none runs
   */
  PlatformConfig requireRunning() {
    PlatformConfig config = running();
    if (PlatformLock.holder(config.state()).isEmpty()) {
      throw new PlatformException(
          "%s needs a running platform, found none in %s; start it with bidlake up -d"
              .formatted(name(), config.state().root()));
    }
    return config;
  }

  /** The name of this command and its arguments, as the user has given them. */
  final List<String> givenArguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
