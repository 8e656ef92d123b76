package io.bidlake.local.chaos;

import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.flink.Job;
import io.bidlake.local.platform.LocalPlatform;
import java.util.List;
import java.util.Map;

/**
 * What faults act on.
 *
 * @param proxies what stands between the jobs and a server, by the port of that
 * @param jobs as they are started, connected through the proxies
 * @param load bid requests per second of a sender
 */
record Stage(
    LocalPlatform platform,
    PlatformConfig config,
    Map<PortSetting, FaultyProxy> proxies,
    List<Job> jobs,
    double load) {

  Victims victims() {
    return new Victims(config.state());
  }
}
