package io.bidlake.landing.table;

import io.bidlake.runtime.lake.CheckedCommits;
import java.util.Map;
import org.apache.iceberg.BaseRowDelta;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RowDelta;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * A version of a table, to which Iceberg's sink adds files safely. The sink itself skips a commit
 * if the table has a snapshot of the same job and operator with the same or a higher checkpoint,
 * and so loses the files of a job that starts anew with the job id of an earlier one
 * (apache/iceberg#18098). Here only a snapshot that has the very files prevents a commit: see
 * {@link CheckedCommits}.
 */
final class VersionedTable extends BaseTable {

  private static final Map<String, SnapshotRef> WITH_MAIN =
      Map.of(SnapshotRef.MAIN_BRANCH, SnapshotRef.branchBuilder(-1).build());

  private final Schema schema;
  private final PartitionSpec spec;

  /**
   * @throws NoSuchTableException if the table was dropped, even if another has its name now
   */
  VersionedTable(BaseTable table, TableVersion version) {
    super(CheckedCommits.ofSingleCheckpoints(table), table.name(), table.reporter());
    if (!table.uuid().toString().equals(version.uuid())) {
      throw new NoSuchTableException(
          "%s was dropped, and another table has its name now", version.id());
    }
    this.schema = present(table.schemas().get(version.schemaId()), "schema", version);
    this.spec = present(table.specs().get(version.specId()), "partitioning", version);
  }

  private static <T> T present(T part, String what, TableVersion version) {
    if (part == null) {
      throw new IllegalStateException("the %s of %s was removed".formatted(what, version));
    }
    return part;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Map<Integer, Schema> schemas() {
    return Map.of(schema.schemaId(), schema);
  }

  @Override
  public PartitionSpec spec() {
    return spec;
  }

  @Override
  public Map<Integer, PartitionSpec> specs() {
    return Map.of(spec.specId(), spec);
  }

  /**
   * Has the main branch, also while the table has no snapshot: otherwise the sink would add an
   * empty one to create the branch, and the job would fail when two of its tasks do that at once.
   */
  @Override
  public Map<String, SnapshotRef> refs() {
    Map<String, SnapshotRef> refs = super.refs();
    return refs.containsKey(SnapshotRef.MAIN_BRANCH) ? refs : WITH_MAIN;
  }

  /** Hides the snapshots of a branch, by which the sink would skip commits. */
  @Override
  public Snapshot snapshot(String branch) {
    return null;
  }

  @Override
  public RowDelta newRowDelta() {
    return new UnvalidatedRowDelta(name(), operations());
  }

  /** Adds files without the sink's own check, which skips commits by the checkpoint alone. */
  private static final class UnvalidatedRowDelta extends BaseRowDelta {

    UnvalidatedRowDelta(String tableName, TableOperations operations) {
      super(tableName, operations);
    }

    @Override
    public BaseRowDelta validateWith(SnapshotAncestryValidator validator) {
      return this;
    }
  }
}
