package io.bidlake.deploy;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a statement for Trino, as far as tests look into it. */
record TrinoSql(String text) {
  private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
  private static final Pattern SOURCE =
      Pattern.compile(
          "\\b(?:FROM|JOIN)\\s+(?!UNNEST)(\"[^\"]+\"|[\\w.]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED_PART =
      Pattern.compile("\\b(\\w+)(?: \\([\\w, ]+\\))? AS \\(\\s");

  /** The statement without its comments. */
  String statement() {
    return COMMENT.matcher(text).replaceAll("").strip();
  }

  /** What it reads, as written: tables and their metadata tables, without parts of its own. */
  Set<String> sources() {
    Set<String> parts =
        NAMED_PART.matcher(statement()).results().map(m -> m.group(1)).collect(Collectors.toSet());
    return SOURCE
        .matcher(statement())
        .results()
        .map(match -> match.group(1).replace("\"", ""))
        .filter(source -> !parts.contains(source))
        .collect(Collectors.toSet());
  }

  /** The tables that it reads, or whose metadata it reads. */
  Set<String> tables() {
    return sources().stream()
        .map(source -> source.replaceFirst("\\$.*", ""))
        .collect(Collectors.toSet());
  }
}
