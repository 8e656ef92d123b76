package io.bidlake.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** The ports on 127.0.0.1 that the platform shows to its users. */
public record Ports(int kafka, int schemaRegistry, int s3, int icebergRest, int flink) {
  private static final int LARGEST = 65_535;

  public static Ports defaults() {
    return from(PortSetting::defaultPort);
  }

  /** Ports that are free now, for tests. */
  public static Ports free() {
    List<Integer> ports = freePorts(5);
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
  }

  /**
   * Ports by option, else by environment variable, else by default. All problems are reported at
   * once.
   */
  public static Ports resolve(Map<PortSetting, String> options, Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    Map<PortSetting, Integer> chosen = new EnumMap<>(PortSetting.class);
    Map<Integer, PortSetting> owners = new TreeMap<>();
    for (PortSetting setting : PortSetting.values()) {
      String option = options.get(setting);
      String key = option == null ? setting.variable() : setting.option();
      String text = option == null ? environment.get(setting.variable()) : option;
      int port = text == null || text.isBlank() ? setting.defaultPort() : parse(text.strip());
      if (port < 1 || port > LARGEST) {
        problems.add(key + " must be a port from 1 to " + LARGEST + ", was " + text);
        continue;
      }
      PortSetting other = owners.putIfAbsent(port, setting);
      if (other != null) {
        problems.add(
            "%s and %s must differ, were both %d"
                .formatted(other.variable(), setting.variable(), port));
      }
      chosen.put(setting, port);
    }
    if (!problems.isEmpty()) {
      throw new PlatformException(String.join(System.lineSeparator(), problems));
    }
    return from(chosen::get);
  }

  public int of(PortSetting setting) {
    return switch (setting) {
      case KAFKA -> kafka;
      case SCHEMA_REGISTRY -> schemaRegistry;
      case S3 -> s3;
      case ICEBERG_REST -> icebergRest;
      case FLINK -> flink;
    };
  }

  /** Ports that nobody listens on, all different. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ports from(ToIntFunction<PortSetting> port) {
    return new Ports(
        port.applyAsInt(PortSetting.KAFKA),
        port.applyAsInt(PortSetting.SCHEMA_REGISTRY),
        port.applyAsInt(PortSetting.S3),
        port.applyAsInt(PortSetting.ICEBERG_REST),
        port.applyAsInt(PortSetting.FLINK));
  }

  private static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
