package io.bidlake.bench.connect;

import java.util.HashMap;
import java.util.Map;

/** The configuration of the Connect worker: a cluster of one. */
final class WorkerProperties {

  private WorkerProperties() {}

  static Map<String, String> of(ConnectSettings settings) {
    String group = settings.groupId();
    Map<String, String> properties = new HashMap<>();
    properties.put("bootstrap.servers", settings.bootstrapServers());
    properties.put("group.id", group + "-workers");
    for (String store : new String[] {"config", "offset", "status"}) {
      properties.put(store + ".storage.topic", group + "-" + store);
      properties.put(store + ".storage.replication.factor", "1");
    }
    properties.put("offset.storage.partitions", "1");
    properties.put("status.storage.partitions", "1");
    properties.put("listeners", "http://127.0.0.1:0");
    // All plugins are registered as services, so the class path need not be scanned.
    properties.put("plugin.discovery", "service_load");
    properties.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    properties.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    // A task that waits for records responds to the commit coordinator only at this interval. With
    // the default of a minute, commits of quiet topics would be late. Iceberg's own example has the
    // same value.
    properties.put("offset.flush.interval.ms", "500");
    // There is no other worker that could come back after a crash: start the tasks at once.
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    return properties;
  }
}
