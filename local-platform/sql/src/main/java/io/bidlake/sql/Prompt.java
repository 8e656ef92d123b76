package io.bidlake.sql;

import io.bidlake.sql.Statements.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The interactive prompt; statements may span several lines. */
final class Prompt {

  private static final Set<String> GOODBYES = Set.of("quit", "exit", "\\q");

  private static final String GREETING =
      "Flink SQL over the lake. Statements end in ; or \\G (one column a line)."
          + " Tab completes, Ctrl-C cancels, quit or Ctrl-D leaves.";

  private static final Size USUAL_SIZE = new Size(80, 24);

  private final Lake lake;
  private final ResultFormat.Name format;
  private final Path history;

  Prompt(Lake lake, ResultFormat.Name format, Path history) {
    this.lake = lake;
    this.format = format;
    this.history = history;
  }

  /** The width of the user's terminal; empty if input or output is not a terminal. */
  static OptionalInt terminalWidth() throws IOException {
    try (Terminal terminal = open(TerminalBuilder.builder().dumb(true))) {
      return terminal.getType().startsWith(Terminal.TYPE_DUMB)
          ? OptionalInt.empty()
          : OptionalInt.of(terminal.getWidth());
    }
  }

  /**
   * Opens the user's terminal. One that does not know its size, such as a serial line, gets {@link
   * #USUAL_SIZE}, as nothing fits on a screen of no columns.
   */
  private static Terminal open(TerminalBuilder builder) throws IOException {
    Terminal terminal = builder.system(true).build();
    if (terminal.getWidth() <= 0) {
      terminal.setSize(USUAL_SIZE);
    }
    return terminal;
  }

  /** Returns when the user leaves. */
  void run() {
    try (Terminal terminal = open(TerminalBuilder.builder())) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("bidlake")
              .parser(new StatementParser())
              .completer(new NameCompleter(lake))
              .variable(LineReader.HISTORY_FILE, history)
              // The continuation prompt, which says what is missing.
              .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P until %M > ")
              // Otherwise "!" would be expanded from the history.
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      Session session =
          new Session(
              lake,
              statement -> outputOf(statement, terminal),
              format == ResultFormat.Name.TABLE,
              terminal.writer(),
              terminal.writer());
      terminal.writer().println(GREETING);
      terminal.handle(Terminal.Signal.INT, signal -> lake.cancel());
      String line = read(reader);
      while (line != null) {
        for (Statement statement : Statements.script(line)) {
          if (isGoodbye(statement.text())) {
            return;
          }
          session.run(statement);
        }
        line = read(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Long results in a format for users go to a pager. */
  private Session.Output outputOf(Statement statement, Terminal terminal) {
    ResultFormat onScreen = format.of(statement, terminal.getWidth());
    return format == ResultFormat.Name.TABLE
        ? new PagedOutput(terminal, onScreen, format.of(statement, TableFormat.ANY_WIDTH))
        : onScreen.to(terminal.writer());
  }

  /** The next statements; null at the end. */
  private static String read(LineReader reader) {
    while (true) {
      try {
        return reader.readLine("bidlake> ");
      } catch (UserInterruptException e) {
        // Ctrl-C discards the typed line.
      } catch (EndOfFileException e) {
        return null;
      }
    }
  }

  private static boolean isGoodbye(String text) {
    return GOODBYES.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Continues reading until a semicolon ends the statement. */
  private static final class StatementParser extends DefaultParser {

    StatementParser() {
      setEscapeChars(null);
      setQuoteChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      Statements statements = Statements.of(line);
      boolean unfinished = !statements.rest().isEmpty() && !isGoodbye(line);
      if (unfinished
          && (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT)) {
        throw new EOFError(-1, -1, "the statement has no end yet", statements.missing());
      }
      return super.parse(line, cursor, context);
    }
  }
}
