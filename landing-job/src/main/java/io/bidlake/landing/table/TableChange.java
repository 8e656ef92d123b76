package io.bidlake.landing.table;

import io.bidlake.landing.columns.Change;
import io.bidlake.landing.columns.ColumnNames;
import io.bidlake.landing.columns.RecordColumns;
import io.bidlake.landing.rules.PartitionBy;
import io.bidlake.landing.rules.TopicRule;
import io.bidlake.tables.LandingProperties;
import io.bidlake.tables.TableProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Creates a table for a topic, and changes it to what its rule and its records need. */
record TableChange(String topic, TopicRule rule) {

  /** Creates the table with the columns of the first records. */
  void create(Catalog catalog, TableIdentifier id, StructType records) {
    List<NestedField> columns = new ArrayList<>(RecordColumns.ALL);
    columns.addAll(records.fields());
    AtomicInteger ids = new AtomicInteger();
    // Both lists number their fields from 1.
    Schema schema =
        new Schema(
            TypeUtil.assignFreshIds(StructType.of(columns), ids::incrementAndGet)
                .asStructType()
                .fields());
    Map<String, String> properties =
        new HashMap<>(TableProperties.of("The records of the topic %s.".formatted(topic)));
    properties.put(LandingProperties.TOPIC, topic);
    retention().ifPresent(millis -> properties.put(LandingProperties.RETENTION, millis));
    catalog
        .buildTable(id, schema)
        .withPartitionSpec(partitioning(schema))
        .withSortOrder(sortOrder(schema))
        .withProperties(properties)
        .create();
  }

  /**
   * Changes the table, in one commit.
   *
   * @param changes changes of its columns
   * @param added count of the columns that were added in this hour; null for no new ones
   */
  void apply(Table table, List<Change> changes, String added) {
    Transaction transaction = table.newTransaction();
    if (!changes.isEmpty()) {
      UpdateSchema update = transaction.updateSchema();
      for (Change change : changes) {
        if (change instanceof Change.Addition addition) {
          update.addColumn(addition.parent(), addition.name(), addition.type());
        } else if (change instanceof Change.Widening widening) {
          update.updateColumn(widening.path(), widening.type());
        }
      }
      update.commit();
    }
    Schema schema = transaction.table().schema();
    PartitionSpec partitioning = partitioning(schema);
    if (!isSame(partitioning, transaction.table().spec())) {
      UpdatePartitionSpec update = transaction.updateSpec();
      for (PartitionField field : transaction.table().spec().fields()) {
        update.removeField(field.name());
      }
      for (PartitionField field : partitioning.fields()) {
        String column = schema.findColumnName(field.sourceId());
        update.addField(Expressions.transform(column, field.transform()));
      }
      update.commit();
    }
    if (!sortOrder(schema).sameOrder(transaction.table().sortOrder())) {
      ReplaceSortOrder update = transaction.replaceSortOrder();
      sortColumns(schema).forEach(update::asc);
      update.commit();
    }
    UpdateProperties update = transaction.updateProperties();
    if (added != null) {
      update.set(TopicTables.ADDED, added);
    }
    retention()
        .ifPresentOrElse(
            millis -> update.set(LandingProperties.RETENTION, millis),
            () -> update.remove(LandingProperties.RETENTION));
    update.commit();
    transaction.commitTransaction();
  }

  /** Returns whether the table is partitioned, sorted and kept as the rule says. */
  boolean isDone(Table table) {
    return isSame(partitioning(table.schema()), table.spec())
        && sortOrder(table.schema()).sameOrder(table.sortOrder())
        && Optional.ofNullable(table.properties().get(LandingProperties.RETENTION))
            .equals(retention());
  }

  private Optional<String> retention() {
    return Optional.ofNullable(rule.retention()).map(age -> Long.toString(age.toMillis()));
  }

  /** Returns the parts whose columns the table has; the day of the record if it has none yet. */
  private List<PartitionBy> parts(Schema schema) {
    List<PartitionBy> parts =
        rule.partitionBy().stream().filter(part -> part.columnIn(schema).isPresent()).toList();
    return parts.isEmpty() && !rule.partitionBy().isEmpty()
        ? List.of(PartitionBy.DAY_OF_RECORD)
        : parts;
  }

  private PartitionSpec partitioning(Schema schema) {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    parts(schema).forEach(part -> part.addTo(builder, part.columnIn(schema).orElseThrow().name()));
    return builder.build();
  }

  private static boolean isSame(PartitionSpec wanted, PartitionSpec present) {
    return transforms(wanted).equals(transforms(present));
  }

  private static List<String> transforms(PartitionSpec spec) {
    return spec.fields().stream()
        .filter(field -> !field.transform().isVoid())
        .map(field -> field.sourceId() + " " + field.transform())
        .toList();
  }

  private List<String> sortColumns(Schema schema) {
    return rule.sortBy().stream()
        .flatMap(wanted -> ColumnNames.find(schema.columns(), wanted).stream())
        .filter(column -> column.type().isPrimitiveType())
        .map(NestedField::name)
        .toList();
  }

  private SortOrder sortOrder(Schema schema) {
    List<String> columns = sortColumns(schema);
    SortOrder.Builder builder = SortOrder.builderFor(schema);
    columns.forEach(builder::asc);
    return columns.isEmpty() ? SortOrder.unsorted() : builder.build();
  }
}
