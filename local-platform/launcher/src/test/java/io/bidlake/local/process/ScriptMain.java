package io.bidlake.local.process;

/** Runs a shell script in its terminal, and ends with the script's exit code. */
public final class ScriptMain {
  private ScriptMain() {}

  public static void main(String[] args) throws Exception {
    System.exit(ForegroundProcess.runInTerminal(new ProcessBuilder("sh", "-c", args[0])));
  }
}
