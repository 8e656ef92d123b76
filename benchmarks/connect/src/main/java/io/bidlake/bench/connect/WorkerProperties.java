package io.bidlake.bench.connect;

import java.util.HashMap;
import java.util.Map;

/** Configuration of the Connect worker: a cluster of one. */
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
    // All plugins are listed as services: no need to search the class path for them.
    properties.put("plugin.discovery", "service_load");
    properties.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    properties.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    // A task that waits for records answers the coordinator of a commit no sooner than this; at the
    // default of a minute, commits of quiet topics would be late. Iceberg's own set-up has the
    // same.
    properties.put("offset.flush.interval.ms", "500");
    // After a crash there is no other worker that could come back: start the tasks at once.
    properties.put("scheduled.rebalance.max.delay.ms", "0");
    return properties;
  }
}
