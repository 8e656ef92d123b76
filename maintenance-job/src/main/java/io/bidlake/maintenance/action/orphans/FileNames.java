package io.bidlake.maintenance.action.orphans;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.bidlake.maintenance.action.FilePath;
import java.util.Arrays;

/**
 * A set of files by their names, in 8 bytes each: tables have millions. Folders do not count,
 * because one file has many locations: {@code s3://} and {@code s3a://}, a name node and its alias,
 * a mounted path and the real one. Iceberg's names hold a UUID, so that a name stands for a file.
 *
 * <p>Two files of one name, or one hash, are taken for one: a file may be said to be in the set
 * that is not (by hash, with a chance of one in 10^13 for a million files), never the other way
 * round. Where files in the set are kept, that is the safe side.
 */
final class FileNames {

  private static final HashFunction HASH = Hashing.murmur3_128();

  private long[] hashes = new long[1024];
  private int size;
  private int sorted;

  synchronized void add(String location) {
    if (size == hashes.length) {
      sort();
      // Manifests repeat each other's files: grow only where that did not make room enough.
      if (size > hashes.length / 2) {
        hashes = Arrays.copyOf(hashes, Math.multiplyExact(hashes.length, 2));
      }
    }
    hashes[size++] = hash(location);
  }

  synchronized boolean contains(String location) {
    if (sorted < size) {
      sort();
    }
    return Arrays.binarySearch(hashes, 0, size, hash(location)) >= 0;
  }

  private void sort() {
    Arrays.sort(hashes, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (distinct == 0 || hashes[i] != hashes[distinct - 1]) {
        hashes[distinct++] = hashes[i];
      }
    }
    size = distinct;
    sorted = distinct;
  }

  private static long hash(String location) {
    return HASH.hashUnencodedChars(FilePath.name(location)).asLong();
  }
}
