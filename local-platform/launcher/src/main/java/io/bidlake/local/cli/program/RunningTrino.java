package io.bidlake.local.cli.program;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.PortSetting;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.service.ConfiguredNames;
import io.bidlake.local.service.TrinoService;
import io.bidlake.local.trino.QueryFile;
import io.bidlake.local.trino.TrinoClient;
import io.bidlake.local.trino.TrinoFiles;
import java.io.IOException;
import java.util.List;

/** Trino's client, connected to the Trino of a running platform. */
public record RunningTrino(PlatformConfig config) {

  /**
   * Checks that the platform runs Trino and that it answers.
   *
   * @param command the name of the command that needs it
   */
  public static RunningTrino required(String command, PlatformConfig config) {
    if (config.trino().isEmpty()) {
      throw new PlatformException(
          command + " needs Trino, which this platform was started without; bidlake up says why");
    }
    if (!TrinoService.serves(config)) {
      throw new PlatformException(
          "%s needs Trino, which does not answer at %s; see bidlake status"
              .formatted(command, config.addresses().uri(PortSetting.TRINO)));
    }
    return new RunningTrino(config);
  }

  /** Runs the query in the user's terminal and returns the client's exit code. */
  public int run(QueryFile query) throws IOException, InterruptedException {
    return run(client().running(query.text()));
  }

  public int prompt(List<String> arguments) throws IOException, InterruptedException {
    return run(client().prompt(arguments));
  }

  private int run(JavaCommand command) throws IOException, InterruptedException {
    return new LakeProgram("trino-client", command, config).run();
  }

  private TrinoClient client() {
    return new TrinoClient(
        TrinoFiles.of(config.installation()),
        config.addresses().uri(PortSetting.TRINO),
        ConfiguredNames.namespace());
  }
}
