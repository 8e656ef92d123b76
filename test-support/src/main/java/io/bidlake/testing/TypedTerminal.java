package io.bidlake.testing;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program in a pseudo-terminal and types into it. */
public final class TypedTerminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;
  private static final String CTRL_C = "\003";
  private static final String CTRL_D = "\004";

  private final PtyProcess program;
  private final StringBuilder screen = new StringBuilder();

  /**
   * Starts the program.
   *
   * @param columns width of the terminal in characters
   */
  public TypedTerminal(List<String> commandLine, Map<String, String> added, int columns)
      throws IOException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm");
    environment.putAll(added);
    program =
        new PtyProcessBuilder(commandLine.toArray(String[]::new))
            .setEnvironment(environment)
            .setInitialColumns(columns)
            .setInitialRows(50)
            .setRedirectErrorStream(true)
            .start();
    Thread reader = new Thread(this::read, "screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (InputStream output = program.getInputStream()) {
      byte[] buffer = new byte[8192];
      for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
        append(new String(buffer, 0, length, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // Reading fails when the program has ended.
    }
  }

  private synchronized void append(String text) {
    screen.append(text);
  }

  public void type(String text) throws IOException {
    OutputStream keyboard = program.getOutputStream();
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  public void typeLine(String text) throws IOException {
    type(text + "\r");
  }

  public void ctrlC() throws IOException {
    type(CTRL_C);
  }

  public void ctrlD() throws IOException {
    type(CTRL_D);
  }

  /**
   * Waits until the text is on the screen, and removes the screen content up to its end.
   *
   * @return the removed content
   */
  public String read(String text) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String wiped = wipe(text);
    while (wiped == null) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("'%s' is not on the screen: %s".formatted(text, screen()));
      }
      Thread.sleep(POLL_MILLIS);
      wiped = wipe(text);
    }
    return wiped;
  }

  private synchronized String wipe(String text) {
    int begin = screen.indexOf(text);
    if (begin < 0) {
      return null;
    }
    String wiped = screen.substring(0, begin + text.length());
    screen.delete(0, begin + text.length());
    return wiped;
  }

  /** Returns the current screen content. */
  public synchronized String screen() {
    return screen.toString();
  }

  /** Waits for the end of the program and returns its exit code. */
  public int end() throws InterruptedException {
    if (!program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the program has not ended: " + screen());
    }
    return program.exitValue();
  }

  @Override
  public void close() {
    program.destroyForcibly();
  }
}
