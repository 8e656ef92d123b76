package io.bidlake.local.cli;

import io.bidlake.local.cli.screen.Screen;
import io.bidlake.local.cli.screen.StatusTable;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.platform.LocalPlatform;
import io.bidlake.local.platform.PlatformLock;
import io.bidlake.local.platform.Progress;
import io.bidlake.local.platform.PublishedRun;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows services and jobs; exit code 1 unless everything is up.")
final class StatusCommand extends PlatformCommand {
  @Override
  public Integer call() {
    PlatformConfig config = running();
    LocalPlatform platform = new LocalPlatform(config, Progress.SILENT);
    StatusTable table = StatusTable.of(platform);
    Screen screen = Screen.standard();
    table.lines().forEach(screen::line);
    if (PlatformLock.holder(config.state()).isEmpty()) {
      screen.line("Bidlake is not running; bidlake up -d starts it.");
    }
    return table.allUp(new PublishedRun(config.state()).jobs()) ? 0 : 1;
  }
}
