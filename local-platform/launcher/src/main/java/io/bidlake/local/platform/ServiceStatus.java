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

/** The status of a service, from its process and its health check. */
public record ServiceStatus(
    ServiceName name,
    State state,
    OptionalLong pid,
    Duration uptime,
    String address,
    long residentBytes) {

  /** The state of a service. */
  public enum State {
    STOPPED,
    STARTING,
    UP,
    /** It ended unexpectedly and is being restarted. */
    RESTARTING,
    /** It has done its work. */
    DONE,
    /** It ended unexpectedly and is not restarted. */
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
    // A graceful stop removes the pid file.
    return ServerProcess.leftPidFile(name.text(), folder) ? State.DEAD : State.STOPPED;
  }
}
