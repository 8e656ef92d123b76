package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.process.ServerProcess;
import io.bidlake.local.service.Service;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A service as seen from outside, by its process and by asking it. */
public record ServiceStatus(
    ServiceName name,
    State state,
    OptionalLong pid,
    Duration uptime,
    String address,
    long residentBytes) {

  /** What a service is doing. */
  public enum State {
    STOPPED,
    STARTING,
    UP,
    /** It ended by itself and is started again. */
    RESTARTING,
    /** It has done its work. */
    DONE,
    /** It is gone and nobody starts it again. */
    DEAD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ServiceStatus of(Service service, PlatformConfig config) {
    StateFolder folder = config.state();
    Optional<ServerProcess> process = ServerProcess.find(service.name().text(), folder);
    return new ServiceStatus(
        service.name(),
        process.map(it -> living(service)).orElseGet(() -> absent(service.name(), folder)),
        process.map(it -> OptionalLong.of(it.pid())).orElse(OptionalLong.empty()),
        process.map(ServerProcess::uptime).orElse(Duration.ZERO),
        config.addresses().of(service.name()),
        process.map(ServerProcess::residentBytes).orElse(0L));
  }

  private static State living(Service service) {
    return service.ready() ? State.UP : State.STARTING;
  }

  private static State absent(ServiceName name, StateFolder folder) {
    // An orderly stop takes the pid file away.
    return ServerProcess.leftPidFile(name.text(), folder) ? State.DEAD : State.STOPPED;
  }
}
