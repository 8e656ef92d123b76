package io.bidlake.local.cli.screen;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The output for the user: lines that stay, and on a terminal an area below them that is redrawn.
 * Without a terminal there is no area.
 */
public final class Screen {
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private List<String> area = List.of();

  private Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The screen on standard output; the {@code bidlake} script detects whether it is a terminal. */
  public static Screen standard() {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    return new Screen(out, Boolean.getBoolean("bidlake.terminal"));
  }

  public static Screen plain(PrintStream out) {
    return new Screen(out, false);
  }

  public boolean terminal() {
    return terminal;
  }

  /** The stream for output that is not line by line; clears the area. */
  public PrintStream stream() {
    area(List.of());
    return out;
  }

  public synchronized void line(String text) {
    List<String> kept = area;
    area(List.of());
    out.println(text);
    area(kept);
  }

  public synchronized void area(List<String> lines) {
    if (!terminal) {
      return;
    }
    if (!area.isEmpty()) {
      out.printf("\033[%dA\033[J", area.size());
    }
    // Wrapped lines would make the area taller than its number of lines.
    out.print(NO_WRAP);
    lines.forEach(out::println);
    out.print(WRAP);
    area = List.copyOf(lines);
  }
}
