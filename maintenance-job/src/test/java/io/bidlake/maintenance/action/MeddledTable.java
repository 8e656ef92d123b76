package io.bidlake.maintenance.action;

import io.bidlake.runtime.lake.DelegatingOperations;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** A table that somebody else changes, once, at the worst moment. */
final class MeddledTable extends DelegatingOperations {

  private Runnable beforeCommit = () -> {};
  private Runnable afterListing = () -> {};
  private Runnable beforeReading = () -> {};
  private String readName = "/";

  private MeddledTable(Table table) {
    super(((HasTableOperations) table).operations());
  }

  static Table beforeCommit(Table table, Runnable change) {
    MeddledTable meddled = new MeddledTable(table);
    meddled.beforeCommit = change;
    return new BaseTable(meddled, table.name());
  }

  static Table afterListing(Table table, Runnable change) {
    MeddledTable meddled = new MeddledTable(table);
    meddled.afterListing = change;
    return new BaseTable(meddled, table.name());
  }

  static Table beforeReading(Table table, String name, Runnable change) {
    MeddledTable meddled = new MeddledTable(table);
    meddled.beforeReading = change;
    meddled.readName = name;
    return new BaseTable(meddled, table.name());
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    Runnable change = beforeCommit;
    beforeCommit = () -> {};
    change.run();
    super.commit(base, metadata);
  }

  @Override
  public FileIO io() {
    return new MeddledFiles(super.io());
  }

  private final class MeddledFiles implements SupportsPrefixOperations {

    private static final long serialVersionUID = 1;
    private final transient FileIO files;

    private MeddledFiles(FileIO files) {
      this.files = files;
    }

    @Override
    public Iterable<FileInfo> listPrefix(String prefix) {
      List<FileInfo> listed = new ArrayList<>();
      ((SupportsPrefixOperations) files).listPrefix(prefix).forEach(listed::add);
      Runnable change = afterListing;
      afterListing = () -> {};
      change.run();
      return listed;
    }

    @Override
    public void deletePrefix(String prefix) {
      throw new UnsupportedOperationException(prefix);
    }

    @Override
    public InputFile newInputFile(String path) {
      if (FilePath.name(path).contains(readName)) {
        Runnable change = beforeReading;
        beforeReading = () -> {};
        change.run();
      }
      return files.newInputFile(path);
    }

    @Override
    public OutputFile newOutputFile(String path) {
      return files.newOutputFile(path);
    }

    @Override
    public void deleteFile(String path) {
      files.deleteFile(path);
    }
  }
}
