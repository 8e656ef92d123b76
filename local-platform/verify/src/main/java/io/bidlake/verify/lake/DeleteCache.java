package io.bidlake.verify.lake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The delete files of one table. Every data file asks for those that came after it, so that without
 * this each of them would be read once for each older data file.
 */
final class DeleteCache {

  private final Map<String, Object> contents = new ConcurrentHashMap<>();
  private final AtomicLong left;

  /**
   * @param mostBytes what all of them together may hold; the rest is read as often as it is needed
   */
  DeleteCache(long mostBytes) {
    left = new AtomicLong(mostBytes);
  }

  boolean hasRoomFor(long bytes) {
    return bytes <= left.get();
  }

  Object get(String key, Supplier<?> content, long bytes) {
    return contents.computeIfAbsent(
        key,
        absent -> {
          left.addAndGet(-bytes);
          return content.get();
        });
  }
}
