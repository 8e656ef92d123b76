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

/** Leaves out the rows of one data file that delete files take away. */
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
   * The delete files of one group. Each of its data files asks for all that came after it, so that
   * without this a delete file would be read once for each older data file. Used by one thread.
   */
  static final class DeleteCache {

    private final Map<String, Object> contents = new HashMap<>();
    private long left;

    /**
     * @param mostBytes what all of them together may hold; the rest is read as often as it is
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
