package io.bidlake.local.cli;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.platform.PlatformLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(
    name = "maintain",
    description = "Maintains the tables once and says what it did; --dry-run: what it would do.")
final class MaintainCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options;

  /** What the job understands and we do not. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PlatformConfig config = options.running();
    if (PlatformLock.holder(config.state()).isEmpty()) {
      throw new PlatformException(
          "maintain needs a platform that runs, found none in %s; start it with bidlake up"
              .formatted(config.state().root()));
    }
    return LakeProgram.maintain(config, arguments).runInFlink();
  }
}
