package io.bidlake.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of this project, by their paths from its root. */
final class Project {
  private static final Path ROOT = Path.of(System.getProperty("bidlake.home")).normalize();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> MODULES_OF_JOBS =
      List.of(
          "job-runtime",
          "ingest-job",
          "aggregation-job",
          "funnel-job",
          "auction-job",
          "landing-job",
          "maintenance-job");

  private Project() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String text(String name) {
    return text(path(name));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only document of a YAML or JSON file. */
  static JsonNode yaml(String name) {
    return yaml(path(name));
  }

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** The source of a class of the jobs, in whichever of their packages it is. */
  static String sourceOfJobs(String className) {
    List<Path> found =
        MODULES_OF_JOBS.stream()
            .flatMap(module -> files(module + "/src/main", "/" + className + ".java").stream())
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(className + " must be one class of the jobs, was " + found);
    }
    return text(found.get(0));
  }

  /** All files and folders, such as {@code /docs/tables.md}: no hidden folders, nothing built. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              if (!folder.equals(ROOT) && (name.startsWith(".") || name.equals("target"))) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              paths.add("/" + ROOT.relativize(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return paths;
  }

  /** The files below a folder whose names end so, in the order of their names. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
