package io.bidlake.local.cli;

import java.util.List;

/** The one place where commands are added. */
final class Registered {
  private Registered() {}

  /** In the order in which the help shows them. */
  static List<Object> commands() {
    return List.of(
        new DemoCommand(),
        new UpCommand(),
        new StatusCommand(),
        new LogsCommand(),
        new TablesCommand(),
        new SqlCommand(),
        new QueriesCommand(),
        new TrinoCommand(),
        new VerifyCommand(),
        new MaintainCommand(),
        new BenchCommand(),
        new DownCommand());
  }
}
