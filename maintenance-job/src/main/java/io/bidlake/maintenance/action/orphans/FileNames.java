package io.bidlake.maintenance.action.orphans;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.bidlake.maintenance.action.FilePath;
import java.util.Arrays;

/**
 * A set of files, identified by the hashes of their names, 8 bytes each: tables have millions of
 * files. Folders are ignored, because a file can have several locations: {@code s3://} and {@code
 * s3a://}, a name node and its alias, a mounted path and the real one. Names of Iceberg files
 * contain a UUID, so a name identifies a file.
 *
 * <p>False positives are possible, for files with the same name or hash (a hash collision has a
 * probability of 1 in 10^13 for a million files); false negatives are not. As the files in the set
 * are kept, this is the safe side.
 */
final class FileNames {

  private static final HashFunction HASH = Hashing.murmur3_128();

  private long[] hashes = new long[1024];
  private int size;
  private int sorted;

  synchronized void add(String location) {
    if (size == hashes.length) {
      sort();
      // Manifests contain duplicate files: grow only if removing duplicates did not free enough
      // space.
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
