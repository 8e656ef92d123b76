package io.bidlake.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names of tables, columns of the tables in the statement, and SQL keywords. */
final class NameCompleter implements Completer {

  private static final List<String> WORDS =
      List.of(
          """
          SELECT FROM WHERE GROUP BY ORDER LIMIT JOIN LEFT ON AS AND OR NOT NULL IS IN BETWEEN
          LIKE CASE WHEN THEN ELSE END COUNT SUM AVG MIN MAX DISTINCT HAVING DESC SHOW TABLES
          DATABASES DESCRIBE EXPLAIN USE CREATE TABLE INSERT INTO VALUES WITH UNION ALL
          EXTRACT CAST quit
          """
              .strip()
              .split("\\s+"));

  private final Lake lake;

  NameCompleter(Lake lake) {
    this.lake = lake;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    // In "sum(win_p" only the part after the parenthesis is a name.
    String word = line.word().substring(0, line.wordCursor());
    int start = word.length();
    while (start > 0 && isNamePart(word.charAt(start - 1))) {
      start--;
    }
    String before = word.substring(0, start);
    names(line.line(), word.substring(start))
        .forEach(
            name ->
                candidates.add(
                    new Candidate(before + name, name, null, null, null, null, before.isEmpty())));
  }

  /** Names that start with the typed prefix, tables first. */
  List<String> names(String statement, String typed) {
    List<String> tables = lake.tableNames();
    List<String> names = new ArrayList<>(tables);
    tables.stream()
        .filter(table -> statement.matches("(?s).*\\b" + table + "\\b.*"))
        .flatMap(table -> lake.columnNames(table).stream())
        .forEach(names::add);
    String prefix = typed.toLowerCase(Locale.ROOT);
    return Stream.concat(names.stream(), WORDS.stream())
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
        .distinct()
        .toList();
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
