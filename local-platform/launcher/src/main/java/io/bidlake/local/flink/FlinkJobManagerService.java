package io.bidlake.local.flink;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.service.Probe;
import io.bidlake.local.service.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Flink's JobManager as a session cluster, with REST API and Web UI. */
public final class FlinkJobManagerService implements Service {
  private static final String MAIN =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";

  private final PlatformConfig config;
  private final FlinkCluster cluster;

  public FlinkJobManagerService(PlatformConfig config, FlinkCluster cluster) {
    this.config = config;
    this.cluster = cluster;
  }

  @Override
  public ServiceName name() {
    return ServiceName.FLINK_JOBMANAGER;
  }

  @Override
  public JavaCommand prepare() throws IOException {
    FlinkCluster.Memory memory = cluster.memory("GET_JM_RESOURCE_PARAMS");
    List<String> options = new ArrayList<>(memory.options());
    options.add("-XX:+UseSerialGC");
    options.add("-XX:TieredStopAtLevel=1");
    // The Web UI shows this file.
    options.add("-Dlog.file=" + config.state().log(name().text()));
    List<String> arguments = new ArrayList<>(List.of("-c", cluster.conf().toString()));
    arguments.addAll(memory.parameters());
    arguments.addAll(cluster.metrics(PortSetting.JOBMANAGER_METRICS));
    return cluster.command(MAIN, options).withArguments(arguments);
  }

  @Override
  public boolean ready() {
    return Probe.answers(config.addresses().flink().resolve("/overview"), 200);
  }
}
