package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.flink.FlinkCluster.Memory;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.Probe;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The servers of a Flink cluster. */
public final class FlinkServices {
  private FlinkServices() {}

  /** The JobManager as a session cluster, with REST API and Web UI. */
  public record JobManager(PlatformConfig config, FlinkCluster cluster) implements Service {
    private static final String MAIN =
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";

    @Override
    public ServiceName name() {
      return ServiceName.FLINK_JOBMANAGER;
    }

    @Override
    public JavaCommand prepare() throws IOException {
      Memory memory = cluster.memory("GET_JM_RESOURCE_PARAMS");
      List<String> options = new ArrayList<>(memory.options());
      options.addAll(JvmOptions.QUIET);
      // The Web UI shows this file.
      options.add("-Dlog.file=" + config.state().log(name().text()));
      List<String> arguments = cluster.arguments(memory, PortSetting.JOBMANAGER_METRICS);
      return cluster.command(MAIN, options).withArguments(arguments);
    }

    @Override
    public boolean ready() {
      return Probe.answers(config.addresses().flink().resolve("/overview"), 200);
    }
  }

  /** The TaskManager, which runs the jobs. */
  public static final class TaskManager implements Service {
    private static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    /** All metrics are megabytes of text. */
    private static final String ONE_METRIC = "?name%5B%5D=flink_taskmanager_Status_JVM_CPU_Load";

    private final PlatformConfig config;
    private final FlinkCluster cluster;
    private volatile String resourceId = "";

    public TaskManager(PlatformConfig config, FlinkCluster cluster) {
      this.config = config;
      this.cluster = cluster;
    }

    @Override
    public ServiceName name() {
      return ServiceName.FLINK_TASKMANAGER;
    }

    @Override
    public JavaCommand prepare() throws IOException {
      Memory memory = cluster.memory("GET_TM_RESOURCE_PARAMS");
      List<String> options = new ArrayList<>(memory.options());
      // For throughput on two cores: the parallel collector costs the least per record.
      options.add("-XX:+UseParallelGC");
      // State lives for an hour, so the old generation gets more of the heap.
      options.add("-XX:NewRatio=3");
      // Flink sets -Xms to the whole heap, which a low event rate does not need.
      options.add("-Xms512m");
      options.add("-Dlog.file=" + config.state().log(name().text()));
      if (debugged()) {
        options.add(
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address="
                + config.addresses().debugger());
      }
      // A new id for each start, as the JobManager may still list a killed predecessor.
      resourceId = "taskmanager-" + UUID.randomUUID();
      List<String> arguments = cluster.arguments(memory, PortSetting.TASKMANAGER_METRICS);
      arguments.addAll(List.of("-D", "taskmanager.resource-id=" + resourceId));
      return cluster.command(MAIN, options).withArguments(arguments);
    }

    @Override
    public boolean ready() {
      return serves()
          && new FlinkRest(config.addresses().flink())
              .taskManagers().stream().anyMatch(id -> id.startsWith(resourceId));
    }

    /**
     * Always true under a debugger, as a TaskManager does not answer while it stops at a
     * breakpoint.
     */
    @Override
    public boolean answers() {
      return debugged() || serves();
    }

    private boolean debugged() {
      return config.ports().debugger().isPresent();
    }

    /** Asks the TaskManager itself, as the JobManager may be down. */
    private boolean serves() {
      return Probe.answers(
          URI.create(config.addresses().uri(PortSetting.TASKMANAGER_METRICS) + ONE_METRIC), 200);
    }
  }
}
