package io.bidlake.maintenance.compaction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The delete files of one group. Each of its data files asks for all that came after it, so that
 * without this a delete file would be read once for each older data file. Used by one thread.
 */
final class DeleteCache {

  private final Map<String, Object> contents = new HashMap<>();
  private long left;

  /**
   * @param mostBytes what all of them together may hold; the rest is read as often as it is needed
   */
  DeleteCache(long mostBytes) {
    left = mostBytes;
  }

  boolean hasRoomFor(long bytes) {
    return bytes <= left;
  }

  Object get(String key, Supplier<?> content, long bytes) {
    Object found = contents.get(key);
    if (found == null) {
      found = content.get();
      contents.put(key, found);
      left -= bytes;
    }
    return found;
  }
}
