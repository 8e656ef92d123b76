package io.bidlake.maintenance.compaction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.BaseDeleteLoader;
import org.apache.iceberg.data.DeleteFilter;
import org.apache.iceberg.data.DeleteLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.RowDataWrapper;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;

/** Filters out the deleted rows of one data file. */
final class DeletedRows extends DeleteFilter<RowData> {

  private final FileIO io;
  private final DeleteCache cache;
  private final RowType rowType;
  private final RowDataWrapper struct;

  DeletedRows(FileScanTask task, Schema schema, FileIO io, DeleteCache cache) {
    super(task.file().location(), task.deletes(), schema, schema);
    this.io = io;
    this.cache = cache;
    this.rowType = FlinkSchemaUtil.convert(requiredSchema());
    this.struct = new RowDataWrapper(rowType, requiredSchema().asStruct());
  }

  RowType rowType() {
    return rowType;
  }

  @Override
  protected StructLike asStructLike(RowData row) {
    return struct.wrap(row);
  }

  @Override
  protected InputFile getInputFile(String location) {
    return io.newInputFile(location);
  }

  @Override
  protected DeleteLoader newDeleteLoader() {
    return new BaseDeleteLoader(io::newInputFile) {
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
   * Cache of the delete files of one group. A delete file applies to all older data files, and
   * without the cache it would be read once per data file. Not thread-safe.
   */
  static final class DeleteCache {

    private final Map<String, Object> contents = new HashMap<>();
    private long left;

    /**
     * @param mostBytes capacity in bytes; delete files that do not fit are read whenever they are
     *     needed
     */
    DeleteCache(long mostBytes) {
      left = mostBytes;
    }

    boolean hasRoomFor(long bytes) {
      return bytes <= left;
    }

    Object get(String key, Supplier<?> content, long bytes) {
      return contents.computeIfAbsent(
          key,
          absent -> {
            left -= bytes;
            return content.get();
          });
    }
  }
}
