package io.bidlake.local.chaos;

import io.bidlake.local.chaos.proxy.FaultyProxy;
import io.bidlake.local.chaos.proxy.Toxic;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.config.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Servers that run but are unusable, because their network or disk fails. */
final class ResourceFaults {
  private ResourceFaults() {}

  /** Requests of the jobs to a server go through a bad network. */
  record Network(PortSetting server, Toxic toxic, Duration time) implements Fault {
    @Override
    public Kind kind() {
      return server == PortSetting.S3 ? Kind.S3_NETWORK : Kind.CATALOG_NETWORK;
    }

    @Override
    public void strike(Stage stage) throws InterruptedException {
      FaultyProxy proxy = Objects.requireNonNull(stage.proxies().get(server));
      proxy.set(toxic);
      try {
        Thread.sleep(time.toMillis());
      } finally {
        proxy.set(Toxic.NONE);
      }
    }

    @Override
    public String toString() {
      return "%s %s for %s".formatted(server.service(), toxic, ProcessFaults.seconds(time));
    }
  }

  /**
   * Limits the size of the files that the server's process writes to 4 KiB (RLIMIT_FSIZE): writes
   * fail midway, as on a full disk, and no privileges are needed. A new process of the server has
   * no limit.
   */
  record FullDisk(ServiceName server, Duration time) implements Fault {
    /** The Linux command that sets the resource limits of a running process. */
    private static final String COMMAND = "prlimit";

    /**
     * Checks that the command exists.
     *
     * @throws PlatformException if it does not
     */
    static void requireCommand() throws InterruptedException {
      try {
        Victims.run(List.of(COMMAND, "--version"));
      } catch (IOException e) {
        throw new PlatformException("chaos needs Linux and its command prlimit: " + e, e);
      }
    }

    @Override
    public Kind kind() {
      return Kind.FULL_DISK;
    }

    @Override
    public void strike(Stage stage) throws IOException, InterruptedException {
      long pid = stage.victims().process(server).pid();
      limit(pid, "4096");
      try {
        Thread.sleep(time.toMillis());
      } finally {
        limit(pid, "unlimited");
      }
    }

    /** Limits the size of files that the process writes; does nothing if the process has ended. */
    static void limit(long pid, String size) throws IOException, InterruptedException {
      if (ProcessHandle.of(pid).isPresent()) {
        Victims.run(List.of(COMMAND, "--pid", Long.toString(pid), "--fsize=" + size + ":"));
      }
    }

    @Override
    public String toString() {
      return "%s on a full disk for %s".formatted(server, ProcessFaults.seconds(time));
    }
  }
}
