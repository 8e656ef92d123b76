package io.bidlake.importer;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileInfo;

/**
 * Finds the files to import, from the names of files, folders, S3 objects and prefixes, or standard
 * input.
 */
final class Inputs {

  private static final String S3 = "s3://";

  private final Map<String, String> storage;
  private final Consumer<String> problems;

  /**
   * @param storage the access to S3, as Iceberg catalog properties
   * @param problems receives a message for each name that cannot be read
   */
  Inputs(Map<String, String> storage, Consumer<String> problems) {
    this.storage = storage;
    this.problems = problems;
  }

  /** Returns all files of the given names, in the order of the names; those of a folder by path. */
  List<Input> find(List<String> names) {
    List<Input> found = new ArrayList<>();
    for (String name : names) {
      if (name.equals(Input.STANDARD)) {
        found.add(
            new Input(
                name, 0, 0, () -> stream(new FileInputStream(FileDescriptor.in).getChannel())));
      } else if (name.startsWith(S3)) {
        found.addAll(inS3(name));
      } else {
        Path path = Path.of(name);
        List<Input> files = new ArrayList<>();
        add(path, Set.of(), files);
        if (files.isEmpty() && Files.isReadable(path)) {
          problems.accept(name + ": no files below this folder");
        }
        found.addAll(files);
      }
    }
    return found;
  }

  /** A stream that can be interrupted, unlike {@code System.in}, and whose source may be a pipe. */
  private static InputStream stream(FileChannel channel) {
    return new FilterInputStream(Channels.newInputStream(channel)) {
      @Override
      public int available() {
        // The channel would be asked for its position, which a pipe does not have.
        return 0;
      }
    };
  }

  /**
   * Adds a file, which may be a named pipe, or all files below a folder.
   *
   * @param above the folders that contain it; a link to one of them would be a cycle
   */
  private void add(Path path, Set<Path> above, List<Input> files) {
    try {
      if (Files.isDirectory(path)) {
        Path real = path.toRealPath();
        if (above.contains(real)) {
          problems.accept(path + ": a link to a folder that it is in, not followed");
          return;
        }
        Set<Path> folders = new HashSet<>(above);
        folders.add(real);
        List<Path> children;
        try (Stream<Path> listed = Files.list(path)) {
          children = listed.filter(child -> !isHidden(child)).sorted().toList();
        }
        for (Path child : children) {
          if (Files.isDirectory(child) || Files.isRegularFile(child)) {
            add(child, folders, files);
          }
        }
        return;
      }
      Path absolute = path.toAbsolutePath().normalize();
      files.add(
          new Input(
              absolute.toString(),
              Files.size(path),
              Files.getLastModifiedTime(path).toMillis(),
              () -> stream(FileChannel.open(absolute))));
    } catch (IOException e) {
      problems.accept(path + ": " + reason(e));
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private List<Input> inS3(String name) {
    boolean isFolder = name.endsWith("/");
    S3FileIO io = new S3FileIO();
    io.initialize(storage);
    try {
      List<Input> files =
          StreamSupport.stream(io.listPrefix(name).spliterator(), false)
              .filter(file -> isFolder ? isShown(file, name) : file.location().equals(name))
              .sorted(Comparator.comparing(FileInfo::location))
              .map(
                  file ->
                      new Input(
                          file.location(),
                          file.size(),
                          file.createdAtMillis(),
                          () -> io.newInputFile(file.location(), file.size()).newStream()))
              .toList();
      if (files.isEmpty()) {
        problems.accept(name + (isFolder ? ": no files below this prefix" : ": no such object"));
      }
      return files;
    } catch (RuntimeException e) {
      // Exceptions of the AWS SDK, which is not on the compile class path.
      problems.accept(name + ": " + e.getMessage());
      return List.of();
    }
  }

  private static boolean isShown(FileInfo file, String prefix) {
    String below = "/" + file.location().substring(prefix.length());
    return !below.endsWith("/") && !below.contains("/.");
  }

  /** Describes an error: the messages of the JDK's exceptions are only the path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof EOFException) {
      return "the gzip data is cut off";
    }
    return e instanceof AccessDeniedException ? "no permission to read it" : e.getMessage();
  }
}
