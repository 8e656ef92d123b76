package io.bidlake.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/**
 * Shows a result that is longer than the screen in a pager, at its full width, and a shorter one
 * directly. The pager reads rows as the user scrolls.
 */
final class PagedFormat implements ResultFormat {

  private static final String HELP = "q leaves, arrows move, / searches";

  /** Lines of the screen that are kept for the summary and the next prompt. */
  private static final int RESERVED = 4;

  private final Terminal terminal;
  private final LineFormat onScreen;
  private final LineFormat inPager;

  /**
   * @param onScreen the format for results that fit on the screen
   * @param inPager the format for longer ones
   */
  PagedFormat(Terminal terminal, LineFormat onScreen, LineFormat inPager) {
    this.terminal = terminal;
    this.onScreen = onScreen;
    this.inPager = inPager;
  }

  @Override
  public long write(List<String> columns, Iterator<Object[]> rows, PrintWriter out) {
    int most = Math.max(1, terminal.getHeight() - RESERVED);
    List<Object[]> first = new ArrayList<>();
    while (first.size() < most && rows.hasNext()) {
      first.add(rows.next());
    }
    if (!rows.hasNext()) {
      List<String> lines = new ArrayList<>();
      onScreen.lines(columns, first.iterator()).forEachRemaining(lines::add);
      if (lines.size() <= most) {
        lines.forEach(out::println);
        return first.size();
      }
    }
    CountedRows counted = new CountedRows(new Concatenated<>(first.iterator(), rows));
    page(inPager.lines(columns, counted));
    return counted.count();
  }

  private void page(Iterator<String> lines) {
    Less pager = new Less(terminal, Path.of(""));
    pager.chopLongLines = true;
    try {
      pager.run(new Source.InputStreamSource(new Lines(lines), false, HELP));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines as a stream for the pager, which assumes the default charset. */
  private static final class Lines extends InputStream {
    private final Iterator<String> lines;
    private byte[] line = {};
    private int next;

    Lines(Iterator<String> lines) {
      this.lines = lines;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (next == line.length) {
        if (!lines.hasNext()) {
          return -1;
        }
        line = (lines.next() + "\n").getBytes(Charset.defaultCharset());
        next = 0;
      }
      int count = Math.min(length, line.length - next);
      System.arraycopy(line, next, target, offset, count);
      next += count;
      return count;
    }
  }
}
