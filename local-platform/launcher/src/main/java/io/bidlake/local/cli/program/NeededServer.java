package io.bidlake.local.cli.program;

import static java.util.stream.Collectors.joining;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.process.Probe;
import io.bidlake.settings.SettingsHelp;
import java.util.List;
import java.util.function.Function;

/**
 * A server that a program needs: the platform's, one in a container on the same port, or one that
 * the program's arguments name.
 */
@SuppressWarnings("ImmutableEnumChecker") // The list comes from List.of, so it is immutable.
public enum NeededServer {
  KAFKA(PortSetting.KAFKA, "Kafka", List.of("--kafka.bootstrap-servers")),
  CATALOG(
      PortSetting.ICEBERG_REST, "the Iceberg catalog", List.of("--catalog.uri", "--catalog.type"));

  private final PortSetting port;
  private final String text;
  private final List<String> options;

  NeededServer(PortSetting port, String text, List<String> options) {
    this.port = port;
    this.text = text;
    this.options = options;
  }

  /**
   * Checks that the servers that a command needs are listening. Does not check if the arguments
   * name any of these servers, or ask for help.
   *
   * @param command the name of the command
   * @param arguments the program's arguments
   */
  public static void require(
      String command, List<String> arguments, PlatformConfig config, List<NeededServer> servers) {
    List<NeededServer> silent =
        servers.stream().filter(server -> !Probe.listens(config.ports().of(server.port))).toList();
    if (silent.isEmpty()
        || servers.stream().anyMatch(server -> server.isNamedIn(arguments))
        || SettingsHelp.isAskedFor(arguments)) {
      return;
    }
    boolean platformRuns = PlatformLock.holder(config.state()).isPresent();
    throw new PlatformException(
        "%s needs %s, where nothing answers; %s"
            .formatted(
                command,
                listed(silent, server -> server.text + " at " + server.address(config)),
                platformRuns
                    ? "bidlake status shows what the platform is doing"
                    : "start the platform with bidlake up -d, or name other servers with "
                        + listed(silent, server -> server.options.get(0))));
  }

  private boolean isNamedIn(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.replaceFirst("(?s)=.*", ""))
        .anyMatch(options::contains);
  }

  private String address(PlatformConfig config) {
    return port.address(config.ports().of(port));
  }

  private static String listed(
      List<NeededServer> servers, Function<NeededServer, String> description) {
    return servers.stream().map(description).collect(joining(" and "));
  }
}
