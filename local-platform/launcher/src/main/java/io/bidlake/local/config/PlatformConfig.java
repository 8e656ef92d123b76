package io.bidlake.local.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of a platform: its programs, its ports and its state folder.
 *
 * @param trino the JDK that runs Trino; without one there is no Trino
 * @param taskManagerMemory the process memory of Flink's TaskManager
 */
public record PlatformConfig(
    Installation installation,
    StateFolder state,
    Ports ports,
    S3Settings s3,
    Duration startTimeout,
    Optional<Jdk> trino,
    TaskManagerMemory taskManagerMemory) {
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

  /** A copy with Trino, run by this JDK. */
  public PlatformConfig withTrino(Jdk jdk) {
    return new PlatformConfig(
        installation, state, ports, s3, startTimeout, Optional.of(jdk), taskManagerMemory);
  }

  /** A copy with another state folder. */
  public PlatformConfig withState(StateFolder other) {
    return new PlatformConfig(
        installation, other, ports, s3, startTimeout, trino, taskManagerMemory);
  }

  /** A copy with this memory for Flink's TaskManager. */
  public PlatformConfig withTaskManagerMemory(TaskManagerMemory memory) {
    return new PlatformConfig(installation, state, ports, s3, startTimeout, trino, memory);
  }

  /** Whether this platform starts the service. */
  public boolean starts(ServiceName service) {
    return service != ServiceName.TRINO || trino.isPresent();
  }

  public Addresses addresses() {
    return new Addresses(ports, s3);
  }
}
