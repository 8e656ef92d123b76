package io.bidlake.domain.reference;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files of the machine, given by a path or a {@code file:} URI. */
public final class LocalFiles implements ReferenceFiles {

  private static final String SCHEME = "file:";

  /** Returns whether a location is a path or a {@code file:} URI. */
  public static boolean isLocal(String location) {
    return location.startsWith(SCHEME) || !location.contains("://");
  }

  @Override
  public FileState state(String location) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path(location), BasicFileAttributes.class);
    return new FileState(attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  @Override
  public byte[] read(String location) throws IOException {
    return Files.readAllBytes(path(location));
  }

  private static Path path(String location) {
    return location.startsWith(SCHEME) ? Path.of(URI.create(location)) : Path.of(location);
  }
}
