package io.bidlake.domain.reference;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A file in the jar of a class.
 *
 * @param owner class in whose package the file is
 */
public record PackagedFile(Class<?> owner, String name) {

  /** Returns the whole content. */
  public byte[] content() {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("%s beside %s".formatted(name, owner));
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
