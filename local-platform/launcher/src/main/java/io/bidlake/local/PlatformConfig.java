package io.bidlake.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** All that a platform needs to know: what to start, where, and where to keep its state. */
public record PlatformConfig(
    Installation installation,
    StateFolder state,
    Ports ports,
    S3Settings s3,
    Duration startTimeout) {
  private static final String READY_FILE = "ready";
  private static final String PORTS_FILE = "ports.properties";

  /** Default credentials and a start timeout that suits a slow machine. */
  public static PlatformConfig of(Installation installation, StateFolder state, Ports ports) {
    return new PlatformConfig(
        installation, state, ports, S3Settings.defaults(), Duration.ofMinutes(3));
  }

  public Addresses addresses() {
    return new Addresses(ports, s3);
  }

  /** Leaves the ports where other commands find them while the platform runs. */
  void publishPorts() {
    Properties values = new Properties();
    for (PortSetting setting : PortSetting.values()) {
      values.setProperty(setting.variable(), Integer.toString(ports.of(setting)));
    }
    try (Writer writer = Files.newBufferedWriter(state.run(PORTS_FILE))) {
      values.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells other commands that all of the platform runs. */
  public void markReady() {
    try {
      Files.writeString(state.run(READY_FILE), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes that word back. */
  public void clearReady() {
    try {
      Files.deleteIfExists(state.run(READY_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a platform in this folder has said that all of it runs. */
  public boolean ready() {
    return Files.exists(state.run(READY_FILE));
  }

  /** This configuration with the ports that a platform in the same folder was started with. */
  public PlatformConfig withPublishedPorts() {
    Path file = state.run(PORTS_FILE);
    if (!Files.exists(file)) {
      return this;
    }
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<PortSetting, String> published = new EnumMap<>(PortSetting.class);
    for (PortSetting setting : PortSetting.values()) {
      String value = values.getProperty(setting.variable());
      if (value != null) {
        published.put(setting, value);
      }
    }
    Ports found = Ports.resolve(published, Map.of());
    return new PlatformConfig(installation, state, found, s3, startTimeout);
  }
}
