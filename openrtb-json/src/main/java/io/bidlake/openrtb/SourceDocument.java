package io.bidlake.openrtb;

import java.util.Arrays;

/** What an event or a dead letter was made of. Valid during the call that hands it over. */
public interface SourceDocument {

  /** Number of the document within its record or file, from 1. */
  int number();

  /** Its bytes. */
  byte[] bytes();

  /** A part of some bytes. */
  static SourceDocument of(int number, byte[] source, int offset, int length) {
    return new SourceDocument() {
      @Override
      public int number() {
        return number;
      }

      @Override
      public byte[] bytes() {
        return Arrays.copyOfRange(source, offset, offset + length);
      }
    };
  }
}
