package io.bidlake.verify.lake;

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
}
