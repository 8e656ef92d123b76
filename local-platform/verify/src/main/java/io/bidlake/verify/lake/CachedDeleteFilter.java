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

/** Iceberg's own filter of deleted rows, with a cache of delete files. */
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
   * A cache of the delete files of one table. Every data file needs the delete files that are newer
   * than it: without the cache, a delete file would be read once per older data file.
   */
  static final class DeleteCache {

    private final Map<String, Object> contents = new ConcurrentHashMap<>();
    private final AtomicLong left;

    /**
     * @param mostBytes the capacity in bytes; other delete files are read each time they are needed
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
