package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.ColumnType;
import io.bidlake.tables.Columns;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.TableDefinition.Layout;
import io.bidlake.testing.RestCatalogStub;
import io.bidlake.testing.RestCatalogStub.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that start side by side, and catalogs whose answers are lost. */
class LakeAtOnceTest {

  /** What is in the catalog before. */
  enum Present {
    NOTHING,
    NAMESPACE,
    TABLE
  }

  @TempDir Path warehouse;
  private RestCatalogStub catalog;
  private Lake lake;
  private Lake other;

  @BeforeEach
  void start() throws IOException {
    catalog = new RestCatalogStub(warehouse);
    lake = new Lake(new CatalogSettings("db", catalog.properties()));
    other = new Lake(new CatalogSettings("db", catalog.properties()));
  }

  @AfterEach
  void stop() throws IOException {
    lake.close();
    other.close();
    catalog.close();
  }

  @ParameterizedTest
  @EnumSource
  void makesWhatAnotherJobMakesAtTheSameTime(Present present) {
    make(present);
    catalog.meanwhile(() -> other.open(tableWith("score")));

    assertThat(columns(tableWith("note"))).containsExactly("seen_at", "score", "note");
  }

  static Stream<List<Object>> lostAnswers() {
    return Stream.of(Present.values())
        .flatMap(
            present ->
                Stream.of(Fate.CUT, Fate.ANSWERED_500, Fate.ANSWERED_502, Fate.ANSWERED_503)
                    .map(fate -> List.of(present, fate)));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void goesOnWhereTheAnswerToWhatItMakesIsLost(List<Object> presentAndFate) {
    make((Present) presentAndFate.get(0));
    Fate fate = (Fate) presentAndFate.get(1);
    catalog.next(fate, fate);

    assertThat(columns(tableWith("note"))).containsExactly("seen_at", "note");
  }

  private void make(Present present) {
    if (present == Present.NAMESPACE) {
      catalog.tables().createNamespace(Namespace.of("db"));
    } else if (present == Present.TABLE) {
      other.open(tableWith());
    }
  }

  private List<String> columns(TableDefinition<?> table) {
    return lake.open(table).schema().columns().stream().map(NestedField::name).toList();
  }

  private static TableDefinition<Object> tableWith(String... columns) {
    Columns<Object> all = new Columns<>();
    all.required("seen_at", ColumnType.MILLIS, source -> 7L, "");
    for (String column : columns) {
      all.optional(column, ColumnType.TEXT, source -> null, "");
    }
    return new TableDefinition<>("sample", "A sample.", all.all(), Layout.byDay("seen_at"));
  }
}
