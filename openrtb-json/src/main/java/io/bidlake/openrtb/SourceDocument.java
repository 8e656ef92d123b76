package io.bidlake.openrtb;

import java.util.Arrays;

/** The document that an event or a dead letter comes from. Valid only during the call. */
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
