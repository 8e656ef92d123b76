package io.bidlake.dimension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.view.View;
import org.junit.jupiter.api.Test;

class LakeViewsTest {

  private final InMemoryCatalog catalog = new InMemoryCatalog();

  @Test
  void joinFactsWithTheVersionsThatWereValid() {
    create();

    View view = view("v_hourly_funnel_by_publisher");
    assertThat(view.sqlFor("trino").sql())
        .startsWith("SELECT\n  f.window_start,\n  f.publisher_id,")
        .endsWith(
            """
              dim_publisher.publisher_category
            FROM hourly_funnel_by_publisher AS f
            LEFT JOIN dim_publisher
              ON dim_publisher.publisher_id = f.publisher_id
              AND dim_publisher.valid_from <= f.window_start
              AND (dim_publisher.valid_to IS NULL OR dim_publisher.valid_to > f.window_start)""");
    assertThat(view.schema().findField("publisher_name").type().toString()).isEqualTo("string");
    // Trino ignores the namespace of a view without a catalog.
    assertThat(view.currentVersion().defaultCatalog()).isEqualTo("iceberg");
    assertThat(view.currentVersion().defaultNamespace()).isEqualTo(Namespace.of("db"));
  }

  @Test
  void joinADimensionByTheIdThatTheOneBeforeHas() {
    create();

    assertThat(view("v_impressions").sqlFor("trino").sql())
        .contains(
            "ON dim_campaign.campaign_id = dim_creative.campaign_id",
            "ON dim_advertiser.advertiser_id = dim_campaign.advertiser_id")
        .containsOnlyOnce("campaign_id,");
  }

  @Test
  void haveTheColumnsOfTheirQueries() {
    create();

    assertThat(catalog.listViews(Namespace.of("db"))).hasSize(FactView.ALL.size() + 1);
    for (TableIdentifier id : catalog.listViews(Namespace.of("db"))) {
      View view = catalog.loadView(id);
      String sql = view.sqlFor("trino").sql();
      int from = sql.lastIndexOf("\nSELECT\n") + 1;
      String selected = sql.substring(from, sql.indexOf("\nFROM", from));
      assertThat(selected.lines().skip(1).map(LakeViewsTest::nameOf))
          .as("%s", id)
          .containsExactlyElementsOf(
              view.schema().columns().stream().map(column -> column.name()).toList());
    }
  }

  @Test
  void areReplacedOnlyIfTheyDiffer() {
    create();
    int version = view("v_full_funnel").currentVersion().versionId();
    LakeViews.create(catalog, "db", "iceberg");
    assertThat(view("v_full_funnel").currentVersion().versionId()).isEqualTo(version);

    catalog
        .loadView(TableIdentifier.of("db", "v_full_funnel"))
        .replaceVersion()
        .withSchema(view("v_clicks").schema())
        .withDefaultNamespace(Namespace.of("db"))
        .withQuery("trino", "SELECT 1")
        .commit();
    LakeViews.create(catalog, "db", "iceberg");
    assertThat(view("v_full_funnel").sqlFor("trino").sql()).contains("LEFT JOIN");
  }

  private void create() {
    catalog.initialize("lake", Map.of());
    catalog.createNamespace(Namespace.of("db"));
    LakeViews.create(catalog, "db", "iceberg");
  }

  private View view(String name) {
    return catalog.loadView(TableIdentifier.of("db", name));
  }

  /** The name of a selected column, such as {@code r.event_timestamp AS request_time,}. */
  private static String nameOf(String line) {
    String name = line.strip().replaceAll(",$", "");
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(' ')) + 1);
  }
}
