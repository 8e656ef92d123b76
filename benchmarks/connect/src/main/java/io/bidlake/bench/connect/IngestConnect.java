package io.bidlake.bench.connect;

import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Writes the flat topics to the lake with Kafka Connect and Iceberg's sink connector, exactly once,
 * until it is stopped.
 */
public final class IngestConnect {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private IngestConnect() {}

  /** The exit code is 1 if the connector fails, and 2 if the settings are invalid. */
  public static void main(String[] args) throws InterruptedException {
    int status = FAILED;
    try {
      Settings settings = Settings.of(List.of(args), System.getenv());
      ConnectSettings wanted = ConnectSettings.read(settings);
      settings.check();
      System.err.println("connect: " + run(wanted));
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> System.err.println("connect: " + problem));
      status = MISUSED;
    } catch (ExecutionException e) {
      System.err.println("connect: " + e.getCause());
    }
    System.exit(status);
  }

  private static String run(ConnectSettings settings)
      throws InterruptedException, ExecutionException {
    ControlTopic.create(settings);
    ConnectProcess process = ConnectProcess.start(WorkerProperties.of(settings));
    String connector = SinkProperties.name(settings);
    process.run(connector, SinkProperties.of(settings));
    return process.awaitFailure(connector);
  }
}
