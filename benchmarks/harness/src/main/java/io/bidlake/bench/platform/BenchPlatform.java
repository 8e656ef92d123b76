package io.bidlake.bench.platform;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.config.TaskManagerMemory;
import io.bidlake.local.flink.FlinkRest;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.platform.Progress;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The servers of a benchmark, on free ports and in their own state folder. A platform that is
 * {@code up} is not affected, but the CPU time that it uses counts as foreign.
 */
public final class BenchPlatform implements AutoCloseable {

  private static final Set<ServiceName> FLINK =
      EnumSet.of(ServiceName.FLINK_JOBMANAGER, ServiceName.FLINK_TASKMANAGER);

  private final PlatformConfig config;
  private final LocalPlatform platform;

  private BenchPlatform(PlatformConfig config) {
    this.config = config;
    this.platform = new LocalPlatform(config, Progress.SILENT);
  }

  /**
   * Starts the servers of this installation with empty state. Flink is not running until a
   * contender needs it.
   */
  public static BenchPlatform start() {
    return start(TaskManagerMemory.defaults());
  }

  /**
   * Starts the servers for jobs that aggregate and join: on RocksDB, Flink SQL does not run with
   * the little managed memory that Bidlake's jobs need.
   */
  public static BenchPlatform startWithManagedMemory() {
    return start(new TaskManagerMemory("2700m", "512m"));
  }

  /** Starts the servers with this memory for Flink's TaskManager. */
  public static BenchPlatform start(TaskManagerMemory memory) {
    Path home = Path.of(System.getProperty("bidlake.home"));
    StateFolder state = new StateFolder(home.resolve(".bidlake-bench"));
    PlatformConfig config =
        PlatformConfig.of(new Installation(home), state, Ports.free())
            .withTaskManagerMemory(memory);
    PlatformLock.requireFree(state);
    LocalPlatform.stopLeftovers(config, Progress.SILENT);
    state.delete();
    BenchPlatform started = new BenchPlatform(config);
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
    started.platform.start();
    started.stopFlink();
    return started;
  }

  public PlatformConfig config() {
    return config;
  }

  public Installation installation() {
    return config.installation();
  }

  public Addresses addresses() {
    return config.addresses();
  }

  /** The access to the schema registry, which requires no authentication. */
  public RegistrySettings registry() {
    return new RegistrySettings(addresses().schemaRegistry().toString(), "", "", "", "");
  }

  public StateFolder state() {
    return config.state();
  }

  public FlinkRest flink() {
    return new FlinkRest(config.addresses().flink());
  }

  public LocalPlatform jobs() {
    return platform;
  }

  /** Starts a Flink cluster of new processes without any state. */
  public void startFlinkAfresh() {
    stopFlink();
    Folders.delete(config.state().data("flink"));
    platform.restart(ServiceName.FLINK_JOBMANAGER);
    platform.restart(ServiceName.FLINK_TASKMANAGER);
  }

  public void stopFlink() {
    platform.stop(ServiceName.FLINK_TASKMANAGER);
    platform.stop(ServiceName.FLINK_JOBMANAGER);
  }

  /** The ids of the processes of the Flink cluster. */
  public Collection<Long> flinkProcesses() {
    return processes(FLINK::contains).toList();
  }

  /** The ids of the processes of all other servers and of this one. */
  public Collection<Long> otherProcesses() {
    return Stream.concat(
            processes(name -> !FLINK.contains(name)), Stream.of(ProcessHandle.current().pid()))
        .toList();
  }

  /**
   * Called several times a second, so it only reads the pid files and sends no requests to the
   * servers.
   */
  private Stream<Long> processes(Predicate<ServiceName> which) {
    return Arrays.stream(ServiceName.values())
        .filter(which)
        .flatMap(name -> ServerProcess.find(name.text(), state()).stream())
        .map(ServerProcess::pid);
  }

  @Override
  public void close() {
    platform.close();
  }
}
