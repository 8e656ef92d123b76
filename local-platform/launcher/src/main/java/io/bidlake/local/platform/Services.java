package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.Ports;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.flink.FlinkServices;
import io.bidlake.local.process.Probe;
import io.bidlake.local.service.IcebergRestService;
import io.bidlake.local.service.KafkaService;
import io.bidlake.local.service.S3Service;
import io.bidlake.local.service.SchemaRegistryService;
import io.bidlake.local.service.Service;
import io.bidlake.local.service.TrinoService;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The servers of a platform, without the generator, which is started and stopped separately. */
record Services(FlinkCluster flink, int rpcPort, List<Service> servers) {

  static Services of(PlatformConfig config) {
    // Only processes of this platform use these two ports, so any free ones will do.
    List<Integer> internal = Ports.freePorts(2);
    FlinkCluster flink = new FlinkCluster(config);
    return new Services(
        flink,
        internal.get(0),
        List.of(
            new FlinkServices.JobManager(config, flink),
            new FlinkServices.TaskManager(config, flink),
            new KafkaService(config, internal.get(1)),
            new SchemaRegistryService(config),
            new S3Service(config),
            new IcebergRestService(config),
            new TrinoService(config)));
  }

  /** The servers that the platform starts. */
  List<Service> started(PlatformConfig config) {
    return servers.stream().filter(server -> config.starts(server.name())).toList();
  }

  /**
   * Checks that the ports of all services that are started are free.
   *
   * @throws PlatformException which names every port in use and the setting that changes it
   */
  static void requireFreePorts(PlatformConfig config) {
    List<String> problems = new ArrayList<>();
    for (PortSetting setting : PortSetting.values()) {
      int port = config.ports().of(setting);
      if (config.starts(setting.service()) && Probe.listens(port)) {
        problems.add(
            "%s needs port %d, which is in use; choose another with %s or %s"
                .formatted(setting.service(), port, setting.variable(), setting.option()));
      }
    }
    OptionalInt debugger = config.ports().debugger();
    if (debugger.isPresent() && Probe.listens(debugger.getAsInt())) {
      problems.add(
          "the debugger needs port %d, which is in use; choose another with %s"
              .formatted(debugger.getAsInt(), Ports.DEBUG_OPTION));
    }
    if (!problems.isEmpty()) {
      throw new PlatformException(String.join(System.lineSeparator(), problems));
    }
  }
}
