package io.bidlake.local.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * All that a platform needs to know: what to start, where, and where to keep its state.
 *
 * @param trino the JDK that runs Trino; without one there is no Trino
 * @param taskManagerMemory what Flink's TaskManager may use
 */
public record PlatformConfig(
    Installation installation,
    StateFolder state,
    Ports ports,
    S3Settings s3,
    Duration startTimeout,
    Optional<Jdk> trino,
    TaskManagerMemory taskManagerMemory) {
  private static final String READY_FILE = "ready";
  private static final String PORTS_FILE = "ports.properties";

  /** Default credentials and a start timeout that suits a slow machine. */
  public static PlatformConfig of(Installation installation, StateFolder state, Ports ports) {
    return new PlatformConfig(
        installation,
        state,
        ports,
        S3Settings.defaults(),
        Duration.ofMinutes(3),
        Optional.empty(),
        TaskManagerMemory.defaults());
  }

  /** The same with Trino, run by this JDK. */
  public PlatformConfig withTrino(Jdk jdk) {
    return new PlatformConfig(
        installation, state, ports, s3, startTimeout, Optional.of(jdk), taskManagerMemory);
  }

  /** The same with so much memory for Flink's TaskManager. */
  public PlatformConfig withTaskManagerMemory(TaskManagerMemory memory) {
    return new PlatformConfig(installation, state, ports, s3, startTimeout, trino, memory);
  }

  /** Whether the service belongs to this platform. */
  public boolean starts(ServiceName service) {
    return service != ServiceName.TRINO || trino.isPresent();
  }

  public Addresses addresses() {
    return new Addresses(ports, s3);
  }

  /** Leaves what was chosen for this run where other commands find it. */
  public void publish() {
    Properties values = new Properties();
    for (PortSetting setting : PortSetting.values()) {
      values.setProperty(setting.variable(), Integer.toString(ports.of(setting)));
    }
    trino.ifPresent(jdk -> values.setProperty(Jdk.FOR_TRINO, jdk.home().toString()));
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

  /** This configuration with what a platform in the same folder was started with. */
  public PlatformConfig asPublished() {
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
    Map<String, String> published =
        values.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, values::getProperty));
    Optional<Jdk> jdk =
        Optional.ofNullable(published.get(Jdk.FOR_TRINO)).map(Path::of).flatMap(Jdk::at);
    return new PlatformConfig(
        installation, state, Ports.published(published), s3, startTimeout, jdk, taskManagerMemory);
  }
}
