package io.bidlake.local.process;

import static org.awaitility.Awaitility.await;

import io.bidlake.local.config.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
      default -> {
        Thread terminal = new Thread(() -> runInTerminal(state));
        terminal.start();
        // The other child is the shell that waits for the end of this process's own parent.
        Optional<ProcessHandle> child =
            await()
                .until(
                    () -> ProcessHandle.current().children().filter(ParentMain::isJava).findAny(),
                    Optional::isPresent);
        Files.writeString(state.run("child.pid"), Long.toString(child.get().pid()));
      }
    }
    Thread.currentThread().join();
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
  }

  private static void runInTerminal(StateFolder state) {
    try {
      ForegroundProcess.runInTerminal(
          new ProcessBuilder(BLOCKING.commandLine(new ProcessIdentity("child", state.root()))));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
