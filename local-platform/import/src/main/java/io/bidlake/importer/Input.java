package io.bidlake.importer;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to import.
 *
 * @param name its path or address, as in messages and in the progress file
 * @param size its size in bytes; 0 if unknown before it is read
 * @param modified its modification time in ms since 1970; 0 for standard input
 * @param content opens its contents
 */
record Input(String name, long size, long modified, Content content) {

  /** The name of standard input. */
  static final String STANDARD = "-";

  /** Opens the bytes of a file. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  boolean isStandard() {
    return name.equals(STANDARD);
  }

  /** The name without folders. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
