package io.bidlake.local.process;

import io.bidlake.local.config.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Has a child as its first argument says, in the state folder of its second. */
public final class ParentMain {
  public static final JavaCommand BLOCKING =
      JavaCommand.main(
          System.getProperty("java.class.path"), BlockingMain.class.getName(), List.of("-Xmx16m"));

  private ParentMain() {}

  public static void main(String[] args) throws Exception {
    StateFolder state = new StateFolder(Path.of(args[1]));
    switch (args[0]) {
      case "server" -> ServerProcess.start("child", BLOCKING, state);
      case "on-its-own" -> ServerProcess.startOnItsOwn("child", BLOCKING, state);
      default ->
          ForegroundProcess.runInTerminal(
              new ProcessBuilder(BLOCKING.commandLine(new ProcessIdentity("child", state.root()))),
              child -> Files.writeString(state.run("child.pid"), Long.toString(child.pid())));
    }
    Thread.currentThread().join();
  }
}
