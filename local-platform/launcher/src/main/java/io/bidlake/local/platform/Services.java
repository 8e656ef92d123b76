package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.flink.FlinkServices;
import io.bidlake.local.service.IcebergRestService;
import io.bidlake.local.service.KafkaService;
import io.bidlake.local.service.S3Service;
import io.bidlake.local.service.SchemaRegistryService;
import io.bidlake.local.service.Service;
import io.bidlake.local.service.TrinoService;
import java.util.List;

/** The servers of a platform; the generator comes and goes, so it is not among them. */
record Services(FlinkCluster flink, List<Service> servers) {

  static Services of(PlatformConfig config) {
    // Nobody but our own processes asks for these two ports, so any will do.
    List<Integer> internal = Ports.freePorts(2);
    FlinkCluster flink = new FlinkCluster(config, internal.get(0));
    return new Services(
        flink,
        List.of(
            new FlinkServices.JobManager(config, flink),
            new FlinkServices.TaskManager(config, flink),
            new KafkaService(config, internal.get(1)),
            new SchemaRegistryService(config),
            new S3Service(config),
            new IcebergRestService(config),
            new TrinoService(config)));
  }

  /** Those that the platform starts. */
  List<Service> started(PlatformConfig config) {
    return servers.stream().filter(server -> config.starts(server.name())).toList();
  }
}
