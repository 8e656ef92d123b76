package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BatchAppendsTest {

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final String TABLE = "lake.db.numbers";

  @TempDir static Path warehouse;

  @BeforeEach
  void createTable() {
    SparkSession spark = SPARK.session();
    spark.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set("spark.sql.catalog.lake.type", "hadoop");
    spark.conf().set("spark.sql.catalog.lake.warehouse", warehouse.toUri().toString());
    spark.sql("CREATE OR REPLACE TABLE " + TABLE + " (id BIGINT NOT NULL) USING iceberg");
  }

  @Test
  void commitsABatchOnceThatIsRepeated() throws NoSuchTableException, ParseException {
    appends("q1").append(TABLE, numbers(3), 0);
    appends("q1").append(TABLE, numbers(3), 0);

    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void goesOnAfterTheLastBatchOfItsOwnQuery() throws NoSuchTableException, ParseException {
    appends("q1").append(TABLE, numbers(3), 0);
    appends("q1").append(TABLE, numbers(3), 1);
    appends("q2").append(TABLE, numbers(10), 0);
    appends("q1").append(TABLE, numbers(3), 1);
    appends("q1").append(TABLE, numbers(3), 2);

    assertThat(rows()).isEqualTo(3 + 3 + 10 + 3);
  }

  private static BatchAppends appends(String query) {
    return new BatchAppends(SPARK.session(), query);
  }

  private static Dataset<Row> numbers(long count) {
    return SPARK.session().range(count).toDF();
  }

  private static long rows() {
    return SPARK.session().table(TABLE).count();
  }
}
