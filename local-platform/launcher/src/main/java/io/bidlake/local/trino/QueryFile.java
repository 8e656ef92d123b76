package io.bidlake.local.trino;

import io.bidlake.local.config.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import org.apache.commons.io.file.FilesUncheck;
import org.apache.commons.io.function.Uncheck;

/** An SQL file whose first line is a comment with the question that the query answers. */
public record QueryFile(Path path) {
  private static final String ENDING = ".sql";
  private static final Pattern TITLE = Pattern.compile("\\s*--\\s*(?:TITLE:\\s*)?(\\S.*?)\\s*");

  /** A number that orders the files; the user may leave it out of a name. */
  private static final Pattern NUMBER = Pattern.compile("^\\d+-");

  /** All SQL files of a folder, ordered by name. */
  public static List<QueryFile> in(Path folder) {
    try (Stream<Path> files = FilesUncheck.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(QueryFile::new)
          .toList();
    }
  }

  /** The files with these names, in the order of the files; all of them if no name is given. */
  public static List<QueryFile> named(List<String> names, Path folder) {
    List<QueryFile> all = in(folder);
    List<String> unknown =
        names.stream().filter(name -> all.stream().noneMatch(file -> file.isCalled(name))).toList();
    if (!unknown.isEmpty()) {
      throw new PlatformException(
          "NAME must be one of %s, was %s"
              .formatted(
                  all.stream().map(QueryFile::name).collect(Collectors.joining(", ")),
                  String.join(", ", unknown)));
    }
    return all.stream()
        .filter(file -> names.isEmpty() || names.stream().anyMatch(file::isCalled))
        .toList();
  }

  private boolean isCalled(String name) {
    return name.equals(name()) || name.equals(NUMBER.matcher(name()).replaceFirst(""));
  }

  /** The file's name without its extension. */
  public String name() {
    return FilenameUtils.getBaseName(path.toString());
  }

  /** The title: the question that the query answers. */
  public String title() {
    return text()
        .lines()
        .findFirst()
        .map(TITLE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .orElseThrow(
            () ->
                new PlatformException(
                    path + " must begin with a comment that says what it answers, does not"));
  }

  public String text() {
    return Uncheck.get(() -> Files.readString(path));
  }
}
