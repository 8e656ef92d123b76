package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.platform.PublishedRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** What commands share whose platform has ports that the user can choose: an option for each. */
abstract class PlatformCommand extends StateCommand {
  private final Map<PortSetting, String> ports = new EnumMap<>(PortSetting.class);

  /** Adds an option for each port. */
  @Spec
  void addPorts(CommandSpec command) {
    for (PortSetting port : PortSetting.values()) {
      command.addOption(
          OptionSpec.builder(port.option())
              .paramLabel("PORT")
              .type(String.class)
              .description(port.description())
              .setter(chosen(port))
              .build());
    }
  }

  /** Keeps what is given for the port; picocli first tells that nothing is. */
  private ISetter chosen(PortSetting port) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        ports.compute(port, (key, before) -> (String) value);
        return value;
      }
    };
  }

  /** What a command that starts the platform needs. */
  PlatformConfig config() {
    return PlatformConfig.of(installation(), stateFolder(), ports())
        .withTaskManagerMemory(TaskManagerMemory.of(System.getenv()));
  }

  /** The ports that the user has chosen. */
  Ports ports() {
    return Ports.resolve(ports, System.getenv());
  }

  /**
   * The configuration of what runs now: {@code up}, or else a demo; by settings if neither does.
   */
  PlatformConfig running() {
    PlatformConfig config = config();
    StateFolder demo = config.state().demo();
    boolean demoOnly =
        PlatformLock.holder(config.state()).isEmpty() && PlatformLock.holder(demo).isPresent();
    StateFolder state = demoOnly ? demo : config.state();
    return new PublishedRun(state).applyTo(config.withState(state));
  }

  /** The same, where there has to be one that runs. */
  PlatformConfig requireRunning(String command) {
    PlatformConfig config = running();
    if (PlatformLock.holder(config.state()).isEmpty()) {
      throw new PlatformException(
          "%s needs a platform that runs, found none in %s; start it with bidlake up -d"
              .formatted(command, config.state().root()));
    }
    return config;
  }

  /** The same options for another process of this command. */
  final List<String> optionsAsArguments() {
    List<String> arguments = new ArrayList<>(List.of("--state", stateFolder().root().toString()));
    ports.forEach((setting, value) -> arguments.addAll(List.of(setting.option(), value)));
    return arguments;
  }
}
