package io.bidlake.local.platform;

import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.flink.Jobs;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.io.file.FilesUncheck;

/** Information that a platform writes to its state folder for commands in other processes. */
public record PublishedRun(StateFolder state) {
  private static final String CHOICES = "ports.properties";
  private static final String JOBS = "jobs";
  private static final String READY = "ready";
  private static final String PROBLEMS = "problems.properties";

  /** Publishes the choices of this run: the ports, the debugger's included, and Trino's JDK. */
  void publish(PlatformConfig config) {
    Properties values = new Properties();
    for (PortSetting setting : PortSetting.values()) {
      values.setProperty(setting.variable(), Integer.toString(config.ports().of(setting)));
    }
    config
        .ports()
        .debugger()
        .ifPresent(port -> values.setProperty(Ports.DEBUG_VARIABLE, Integer.toString(port)));
    config.trino().ifPresent(jdk -> values.setProperty(Jdk.FOR_TRINO, jdk.home().toString()));
    write(CHOICES, values);
  }

  /** Returns this configuration with the choices that the folder's platform was started with. */
  public PlatformConfig applyTo(PlatformConfig config) {
    if (!Files.exists(state.run(CHOICES))) {
      return config;
    }
    Map<String, String> published = read(CHOICES);
    return new PlatformConfig(
        config.installation(),
        config.state(),
        Ports.published(published),
        config.s3(),
        config.startTimeout(),
        Optional.ofNullable(published.get(Jdk.FOR_TRINO)).map(Path::of).flatMap(Jdk::at),
        config.taskManagerMemory());
  }

  /** Publishes the names of the jobs that the platform starts. */
  void publishJobs(List<String> names) {
    FilesUncheck.write(state.run(JOBS), names);
  }

  /** The published jobs; until they are published, the jobs that every platform starts. */
  public List<String> jobs() {
    Path file = state.run(JOBS);
    return Files.exists(file) ? FilesUncheck.readAllLines(file) : Jobs.names();
  }

  /** Publishes which jobs cannot be started, and why. */
  void publishProblems(Map<String, String> problems) {
    Properties values = new Properties();
    values.putAll(problems);
    write(PROBLEMS, values);
  }

  /** Why jobs could not be started, by job name. */
  public Map<String, String> problems() {
    return Files.exists(state.run(PROBLEMS)) ? read(PROBLEMS) : Map.of();
  }

  /** Publishes that the whole platform runs. */
  public void markReady() {
    FilesUncheck.write(state.run(READY), List.of());
  }

  /** Whether the folder's platform has published that all of it runs. */
  public boolean ready() {
    return Files.exists(state.run(READY));
  }

  private void write(String file, Properties values) {
    try (Writer writer = Files.newBufferedWriter(state.run(file))) {
      values.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> read(String file) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(state.run(file))) {
      values.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, values::getProperty));
  }

  /** Deletes everything but the choices, which later commands still read. */
  public void clear() {
    for (String file : List.of(JOBS, READY, PROBLEMS)) {
      FilesUncheck.deleteIfExists(state.run(file));
    }
  }
}
