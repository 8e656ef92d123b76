package io.bidlake.importer;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to import.
 *
 * @param name path or address, as it is shown and noted
 * @param size in bytes; 0 if that is not known before it is read
 * @param modified when it was changed last, in ms since 1970; 0 for standard input
 * @param content opens it
 */
record Input(String name, long size, long modified, Content content) {

  /** Standard input, by this name. */
  static final String STANDARD = "-";

  /** Opens the bytes of a file. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  boolean isStandard() {
    return name.equals(STANDARD);
  }

  /** Name without folders. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
