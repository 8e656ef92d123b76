package io.bidlake.sql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/**
 * Shows a result that is longer than the screen in a pager, at its full width, and a shorter one
 * directly. The pager reads rows as the user scrolls.
 *
 * @param onScreen the format for results that fit on the screen
 * @param inPager the format for longer ones
 */
record PagedOutput(Terminal terminal, ResultFormat onScreen, ResultFormat inPager)
    implements Session.Output {

  private static final String HELP = "q leaves, arrows move, / searches";

  /** Lines of the screen that are kept for the summary and the next prompt. */
  private static final int RESERVED = 4;

  @Override
  public void write(List<String> columns, Iterator<Object[]> rows) {
    int most = Math.max(1, terminal.getHeight() - RESERVED);
    List<Object[]> first = new ArrayList<>();
    while (first.size() < most && rows.hasNext()) {
      first.add(rows.next());
    }
    if (!rows.hasNext()) {
      List<String> lines = onScreen.lines(columns, first.iterator()).toList();
      if (lines.size() <= most) {
        lines.forEach(terminal.writer()::print);
        return;
      }
    }
    Stream<Object[]> all = Stream.concat(first.stream(), ResultFormat.stream(rows));
    page(inPager.lines(columns, all.iterator()).iterator());
  }

  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer than an Enumeration.
  private void page(Iterator<String> lines) {
    Enumeration<InputStream> streams =
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return lines.hasNext();
          }

          @Override
          public InputStream nextElement() {
            // The pager assumes the default charset.
            return new ByteArrayInputStream(lines.next().getBytes(Charset.defaultCharset()));
          }
        };
    Less pager = new Less(terminal, Path.of(""));
    pager.chopLongLines = true;
    try {
      pager.run(new Source.InputStreamSource(new SequenceInputStream(streams), false, HELP));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
