package io.bidlake.runtime.lake;

import io.bidlake.tables.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.Tasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evolves the schema of an existing table to match its definition, by adding columns only. */
public final class TableEvolution {

  private static final Logger LOG = LoggerFactory.getLogger(TableEvolution.class);

  /**
   * Maximum number of retries. Only the few jobs that start at the same time add columns
   * concurrently.
   */
  private static final int TRIES = 10;

  private static final int MAX_FORMAT = 2;

  private TableEvolution() {}

  /**
   * Adds the columns that the table lacks. On a concurrent change, the table is refreshed and the
   * change is retried.
   *
   * @throws IncompatibleTableException if adding columns does not make the table fit
   */
  static void addMissingColumns(Table table, TableDefinition<?> definition) {
    Tasks.foreach(table)
        .retry(TRIES)
        .exponentialBackoff(100, 5_000, 60_000, 2)
        .shouldRetryTest(TableEvolution::isWorthAnotherLook)
        .run(it -> addOnce(it, definition));
  }

  /**
   * Returns whether to retry: another program changed the table, or the outcome of the commit is
   * unknown.
   */
  public static boolean isWorthAnotherLook(Exception failure) {
    return failure instanceof CommitFailedException
        || failure instanceof CommitStateUnknownException
        // The REST client throws this for a broken connection; refusals are subclasses.
        || failure.getClass() == RESTException.class;
  }

  private static void addOnce(Table table, TableDefinition<?> definition) {
    table.refresh();
    TableMetadata now = ((HasTableOperations) table).operations().current();
    requireWritable(table.name(), now, definition, now.uuid());
    // Existing rows have no value for a new column.
    List<NestedField> missing =
        definition.schema().columns().stream()
            .filter(column -> now.schema().findField(column.name()) == null)
            .map(NestedField::asOptional)
            .toList();
    if (!missing.isEmpty()) {
      Transaction addition = table.newTransaction();
      addition.updateSchema().unionByNameWith(new Schema(missing)).commit();
      UpdateProperties times = addition.updateProperties();
      String time = Long.toString(System.currentTimeMillis());
      missing.forEach(column -> times.set(TableDefinition.addedAt(column.name()), time));
      times.commit();
      addition.commitTransaction();
      LOG.info(
          "Added columns to {}: {}",
          table.name(),
          missing.stream().map(NestedField::name).toList());
    }
  }

  /**
   * Throws if rows of the definition cannot be written to the table. A missing column is allowed,
   * unless it is part of the key.
   *
   * @param uuid UUID that the table must have; it differs if the table was dropped and created
   *     again
   * @throws IncompatibleTableException with all problems
   */
  static void requireWritable(
      String name, TableMetadata now, TableDefinition<?> definition, String uuid) {
    List<String> problems = new ArrayList<>();
    if (!Objects.equals(now.uuid(), uuid)) {
      problems.add(
          "it is another table than the job was started with: it was dropped and created again");
    }
    formatProblem(now).ifPresent(problems::add);
    Schema declared = definition.schema();
    for (NestedField column : declared.columns()) {
      NestedField present = now.schema().findField(column.name());
      if (present == null) {
        if (declared.identifierFieldIds().contains(column.fieldId())) {
          problems.add("column %s is part of the key but is missing".formatted(column.name()));
        }
      } else if (!sameType(present.type(), column.type())) {
        problems.add(
            "column %s must be %s, was %s".formatted(column.name(), column.type(), present.type()));
      } else if (present.isRequired() && column.isOptional()) {
        problems.add("column %s must be optional, was required".formatted(column.name()));
      }
    }
    for (NestedField present : now.schema().columns()) {
      if (present.isRequired() && declared.findField(present.name()) == null) {
        problems.add(
            "column %s is required but this job does not write it".formatted(present.name()));
      }
    }
    if (!declared.identifierFieldIds().isEmpty()
        && now.specs().stream().anyMatch(spec -> spec.specId() < now.defaultSpecId())) {
      // An equality delete applies only to files with the same partition spec.
      problems.add(
          "its partitioning must stay as it was created, was changed to %s: rows could not be"
                  .formatted(now.spec().fields())
              + " replaced any more");
    }
    if (!problems.isEmpty()) {
      throw new IncompatibleTableException(name, problems);
    }
  }

  /**
   * Throws if the format version of the table is not supported.
   *
   * @throws IncompatibleTableException if the format version is 3 or higher, which tracks row
   *     lineage
   */
  static void requireKnownFormat(String name, TableMetadata now) {
    formatProblem(now)
        .ifPresent(
            problem -> {
              throw new IncompatibleTableException(name, List.of(problem));
            });
  }

  private static Optional<String> formatProblem(TableMetadata now) {
    return now.formatVersion() <= MAX_FORMAT
        ? Optional.empty()
        : Optional.of(
            "its format version must be %d, was %d: maintenance would lose the lineage of rows"
                .formatted(MAX_FORMAT, now.formatVersion()));
  }

  /** Compares types without the ids of nested fields, which the catalog assigns. */
  private static boolean sameType(Type present, Type declared) {
    return withFreshIds(present).equals(withFreshIds(declared));
  }

  private static Type withFreshIds(Type type) {
    int[] id = {0};
    Schema schema = new Schema(NestedField.optional(1, "value", type));
    return TypeUtil.assignFreshIds(schema, () -> ++id[0]).findType("value");
  }
}
