package io.bidlake.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.bidlake.dimension.LoadDimensions;
import io.bidlake.local.cli.program.RunningTrino;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.config.StateFolder;
import io.bidlake.local.platform.ServiceStatus.State;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ToolProcess;
import io.bidlake.local.trino.JdkSearch;
import io.bidlake.local.trino.TrinoFiles;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trino for real on the platform. Downloads half a gigabyte and needs a JDK 24 or newer, without
 * which it fails: run it with {@code -Ptrino}.
 */
class TrinoIT {
  @TempDir private static Path temp;
  private static LocalPlatform platform;
  private static PlatformConfig config;

  @BeforeAll
  static void start() throws InterruptedException {
    Installation installation = new Installation(Path.of(System.getProperty("bidlake.home")));
    TrinoFiles files = TrinoFiles.of(installation);
    if (!files.complete()) {
      files.fetch("mvn", files.pom().resolveSibling("target/fetch.log"));
    }
    config =
        PlatformConfig.of(installation, new StateFolder(temp.resolve("state")), Ports.free())
            .withTrino(JdkSearch.ofThisMachine().find());
    platform = new LocalPlatform(config, new ProgressToLog());
    platform.start();
  }

  @AfterAll
  static void stopLeavesNoTrino() {
    platform.stop();
    Services.requireFreePorts(config);
  }

  @Test
  void isUpLikeTheOtherServersInLessThanAGigabyte() {
    assertThat(platform.status())
        .filteredOn(status -> status.name() == ServiceName.TRINO)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.UP);
              assertThat(status.residentBytes()).isBetween(1L, 1L << 30);
            });
  }

  @Test
  void writesAndReadsTablesOfTheLakeAndComesBackWhenItIsKilled() throws Exception {
    execute("CREATE TABLE trino_it AS SELECT 4711 AS n");
    assertThat(execute("SELECT n FROM trino_it")).contains("\"4711\"");

    platform.kill(ServiceName.TRINO);
    platform.await(ServiceName.TRINO);

    assertThat(platform.state(ServiceName.TRINO)).isEqualTo(State.UP);
    assertThat(execute("SELECT n FROM trino_it")).contains("\"4711\"");
  }

  @Test
  void readsTheViewsOfTheDimensions() throws Exception {
    createTables();
    Path bidders = Files.writeString(temp.resolve("bidder.csv"), "bidder_id,bidder_name\nb,Oak\n");
    List<String> arguments = new ArrayList<>(platform.addresses().catalogArguments());
    arguments.add(bidders.toString());
    assertThat(
            LoadDimensions.run(
                arguments, platform.addresses().catalogSecrets(), System.out, System.err))
        .isZero();
    execute(
        "INSERT INTO rolling_metrics_by_bidder VALUES (TIMESTAMP '2026-02-03 12:00:00 UTC',"
            + " TIMESTAMP '2026-02-03 12:05:00 UTC', 'b', 1, 0.002, 2.0)");

    assertThat(execute("SELECT bidder_name, win_count FROM v_rolling_metrics_by_bidder"))
        .contains("\"Oak\",\"1\"");
    List<String> views =
        execute(
            "SELECT table_name FROM information_schema.views WHERE table_schema = 'db'"
                + " ORDER BY table_name");
    assertThat(views).contains("\"v_full_funnel\"", "\"v_impressions\"");
    for (String view : views) {
      assertThatCode(() -> execute("SELECT * FROM " + view)).doesNotThrowAnyException();
    }
  }

  /** As the jobs create them when they start. */
  private static void createTables() throws IOException {
    try (RESTCatalog catalog = new RESTCatalog()) {
      catalog.initialize("it", platform.addresses().catalogProperties());
      for (TableDefinition<?> table : Tables.ALL) {
        catalog.createTable(
            TableIdentifier.of(Tables.NAMESPACE, table.name()),
            table.schema(),
            table.partitioning(),
            table.properties());
      }
    }
  }

  private static List<String> execute(String statement) throws IOException {
    JavaCommand command = new RunningTrino(config).client(List.of("--execute", statement));
    return ToolProcess.run("trino-client", command, config.state());
  }
}
