package io.bidlake.local.platform;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.service.Probe;
import java.util.ArrayList;
import java.util.List;

/** Looks before the start whether somebody else has our ports. */
final class PortCheck {
  private PortCheck() {}

  /**
   * Reports all ports in use at once, each with the setting that changes it; not those of a service
   * that is not started.
   */
  static void requireFree(PlatformConfig config) {
    List<String> problems = new ArrayList<>();
    for (PortSetting setting : PortSetting.values()) {
      int port = config.ports().of(setting);
      if (config.starts(setting.service()) && Probe.listens(port)) {
        problems.add(
            "%s needs port %d, which is in use; choose another with %s or %s"
                .formatted(setting.service(), port, setting.variable(), setting.option()));
      }
    }
    if (!problems.isEmpty()) {
      throw new PlatformException(String.join(System.lineSeparator(), problems));
    }
  }
}
