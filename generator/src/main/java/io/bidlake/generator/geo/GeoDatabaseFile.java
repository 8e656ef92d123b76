package io.bidlake.generator.geo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The database of the places of the generator's addresses, in MaxMind's format. A test makes the
 * file from the tables of countries and cities.
 */
public final class GeoDatabaseFile {

  private GeoDatabaseFile() {}

  /** Returns the content of the file, always the same bytes. */
  public static byte[] content() {
    try (InputStream file = GeoDatabaseFile.class.getResourceAsStream("places.mmdb")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
