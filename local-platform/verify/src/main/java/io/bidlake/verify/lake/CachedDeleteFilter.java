package io.bidlake.verify.lake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.io.FileIO;

/** Iceberg's own filter of deleted rows, with a memory for delete files. */
final class CachedDeleteFilter extends GenericDeleteFilter {

  private final DeleteCache cache;

  CachedDeleteFilter(
      FileIO io, FileScanTask task, Schema tableSchema, Schema wanted, DeleteCache cache) {
    super(io, task, tableSchema, wanted);
    this.cache = cache;
  }

  @Override
  protected DeleteLoader newDeleteLoader() {
    return new BaseDeleteLoader(this::loadInputFile) {
      @Override
      protected boolean canCache(long size) {
        return cache.hasRoomFor(size);
      }

      @Override
      @SuppressWarnings("unchecked")
      protected <V> V getOrLoad(String key, Supplier<V> content, long size) {
        return (V) cache.get(key, content, size);
      }
    };
  }

  /**
   * The delete files of one table. Every data file asks for those that came after it, so that
   * without this each of them would be read once for each older data file.
   */
  static final class DeleteCache {

    private final Map<String, Object> contents = new ConcurrentHashMap<>();
    private final AtomicLong left;

    /**
     * @param mostBytes what all of them together may hold; the rest is read as often as it is
     *     needed
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
}
