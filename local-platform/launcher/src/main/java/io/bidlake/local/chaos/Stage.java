package io.bidlake.local.chaos;

import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.flink.Job;
import io.bidlake.local.platform.LocalPlatform;
import java.util.List;
import java.util.Map;

/**
 * The platform that faults act on.
 *
 * @param proxies the proxies between the jobs and the servers, by the server's port
 * @param jobs the jobs, connected through the proxies
 * @param load the bid requests per second of a sender
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
