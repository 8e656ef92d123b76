package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Flink's TaskManager, which runs the jobs. */
public final class FlinkTaskManagerService implements Service {
  private static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final PlatformConfig config;
  private final FlinkCluster cluster;
  private volatile String resourceId = "";

  public FlinkTaskManagerService(PlatformConfig config, FlinkCluster cluster) {
    this.config = config;
    this.cluster = cluster;
  }

  @Override
  public ServiceName name() {
    return ServiceName.FLINK_TASKMANAGER;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    FlinkCluster.Memory memory = cluster.memory("GET_TM_RESOURCE_PARAMS");
    List<String> options = new ArrayList<>(memory.options());
    // Two cores and throughput: the parallel collector costs the least per record.
    options.add("-XX:+UseParallelGC");
    // State lives for an hour: more of the heap for what is old.
    options.add("-XX:NewRatio=3");
    // Flink asks for all of the heap at once, which few events do not need.
    options.add("-Xms512m");
    options.add("-Dlog.file=" + config.state().log(name().text()));
    // A new id for each start: the JobManager may still list a predecessor that was killed.
    resourceId = "taskmanager-" + UUID.randomUUID();
    List<String> arguments = new ArrayList<>(List.of("-c", cluster.conf().toString()));
    arguments.addAll(memory.parameters());
    arguments.addAll(cluster.metrics(PortSetting.TASKMANAGER_METRICS));
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + resourceId));
    return cluster.command(MAIN, options).withArguments(arguments);
  }

  @Override
  public boolean ready() {
    return new FlinkRest(config.addresses().flink())
        .taskManagers().stream().anyMatch(id -> id.startsWith(resourceId));
  }
}
