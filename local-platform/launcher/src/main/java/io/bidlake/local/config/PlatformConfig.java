package io.bidlake.local.config;

import java.time.Duration;
import java.util.Optional;

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

  /** The same in another folder. */
  public PlatformConfig withState(StateFolder other) {
    return new PlatformConfig(
        installation, other, ports, s3, startTimeout, trino, taskManagerMemory);
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
}
