package io.bidlake.dimension;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;

/** The views, which are in the catalog beside the tables. Trino reads them. */
final class LakeViews {

  private static final String DIALECT = "trino";

  /** Name of the row-level funnel, and of the file with its query. */
  private static final String FULL_FUNNEL = "v_full_funnel";

  private static final List<String> FULL_FUNNEL_COLUMNS =
      List.of(
          """
          request_id imp_id request_time publisher_id publisher_name device_geo_country
          response_id response_time bidder_id campaign_id campaign_name creative_id deal_id
          bid_price bid_currency
          impression_id impression_time win_price win_currency
          click_id click_time\
          """
              .split("\\s+"));

  private LakeViews() {}

  /**
   * Creates the views that are missing, and replaces those that have another query or other
   * columns.
   *
   * @param trinoCatalog name of Trino's catalog with the lake: Trino does not read a namespace in a
   *     view without one
   * @throws UnsupportedOperationException if the catalog keeps no views
   */
  static void create(Catalog catalog, String namespace, String trinoCatalog) {
    if (!(catalog instanceof ViewCatalog views)) {
      throw new UnsupportedOperationException(catalog.name());
    }
    Namespace of = Namespace.of(namespace.split("\\."));
    for (FactView view : FactView.ALL) {
      create(views, of, trinoCatalog, view.name(), view.schema(), view.sql());
    }
    create(views, of, trinoCatalog, FULL_FUNNEL, fullFunnel(), query(FULL_FUNNEL));
  }

  private static void create(
      ViewCatalog views,
      Namespace namespace,
      String trinoCatalog,
      String name,
      Schema schema,
      String sql) {
    TableIdentifier id = TableIdentifier.of(namespace, name);
    if (views.viewExists(id)) {
      View view = views.loadView(id);
      if (sql.equals(sqlOf(view))
          && trinoCatalog.equals(view.currentVersion().defaultCatalog())
          && columns(view.schema()).equals(columns(schema))) {
        return;
      }
    }
    views
        .buildView(id)
        .withSchema(schema)
        .withDefaultCatalog(trinoCatalog)
        .withDefaultNamespace(namespace)
        .withQuery(DIALECT, sql)
        .createOrReplace();
  }

  private static List<String> columns(Schema schema) {
    return schema.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }

  private static String sqlOf(View view) {
    SQLViewRepresentation sql = view.sqlFor(DIALECT);
    return sql == null ? null : sql.sql();
  }

  private static String query(String view) {
    String file = view + ".sql";
    try (InputStream in = LakeViews.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static Schema fullFunnel() {
    List<NestedField> fields = new ArrayList<>();
    for (String column : FULL_FUNNEL_COLUMNS) {
      Type type =
          column.endsWith("_time")
              ? Types.TimestampType.withZone()
              : column.endsWith("_price") ? Types.DoubleType.get() : Types.StringType.get();
      fields.add(NestedField.optional(fields.size() + 1, column, type));
    }
    return new Schema(fields);
  }
}
