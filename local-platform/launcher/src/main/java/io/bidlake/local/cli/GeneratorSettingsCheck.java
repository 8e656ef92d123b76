package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lets the generator judge its settings before the servers are started for nothing. */
final class GeneratorSettingsCheck {
  private GeneratorSettingsCheck() {}

  /** Throws with the generator's own words if it refuses the settings of the environment. */
  static void require(PlatformConfig config) throws IOException, InterruptedException {
    JavaCommand command =
        JavaCommand.jar(
                config.installation().generatorJar(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
            .withArguments(List.of("--print", "1"));
    Process generator =
        new ProcessBuilder(command.commandLine(new ProcessIdentity("check", config.state().root())))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String refusal =
        new String(generator.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (generator.waitFor() != 0) {
      throw new PlatformException(refusal);
    }
  }
}
