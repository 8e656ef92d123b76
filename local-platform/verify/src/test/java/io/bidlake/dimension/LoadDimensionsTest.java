package io.bidlake.dimension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.tables.Dimension;
import io.bidlake.tables.Dimensions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadDimensionsTest {

  @TempDir private Path temp;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String warehouse;

  @BeforeEach
  void createWarehouse() {
    warehouse = temp.resolve("warehouse").toUri().toString();
  }

  @Test
  void loadsCsvAndJsonLinesAndWhatHasChangedSince() throws IOException {
    Path csv = write("publisher.csv", "publisher_id,publisher_name\np1,Oak\np2,\"Elm, Ltd.\"\n");
    assertThat(load(csv)).isZero();
    assertThat(out.toString(UTF_8)).contains("2 lines, 2 new, 0 changed; dim_publisher has 2");

    Path json =
        write(
            "dim_publisher.jsonl",
            """
            {"publisher_id": "p1", "publisher_name": "Ash", "valid_from": "2026-02-03"}

            {"publisher_id": "p3", "publisher_domain": null}
            """);
    assertThat(load(json)).isZero();
    assertThat(out.toString(UTF_8)).contains("2 lines, 1 new, 1 changed; dim_publisher has 3");

    assertThat(rows(Dimensions.PUBLISHER))
        .containsExactly(
            "p1 Oak 1970-01-01T00:00Z 2026-02-03T00:00Z false",
            "p1 Ash 2026-02-03T00:00Z null true",
            "p2 Elm, Ltd. 1970-01-01T00:00Z null true",
            "p3 null 1970-01-01T00:00Z null true");
  }

  @Test
  void changesNothingWhenAFileIsLoadedAgain() throws IOException {
    Path csv =
        write(
            "deal-2026.csv",
            """
            deal_id,deal_floor,deal_auction_type,valid_from
            d1,1.5,3,2026-02-01T00:00:00Z
            d1,2,3,2026-02-02T00:00:00Z
            """);
    load(csv);
    long snapshot = table(Dimensions.DEAL).currentSnapshot().snapshotId();

    assertThat(load(csv)).isZero();

    assertThat(out.toString(UTF_8)).contains("2 lines, 0 new, 0 changed; dim_deal has 1");
    assertThat(table(Dimensions.DEAL).currentSnapshot().snapshotId()).isEqualTo(snapshot);
  }

  @Test
  void loadsTheFilesOfAFolder() throws IOException {
    write("bidder.csv", "bidder_id\nb\n");
    write("campaign.csv", "campaign_id,daily_budget_usd\nc,12.5\n");
    write("notes.txt", "not for the lake");

    assertThat(load(temp)).isZero();

    assertThat(out.toString(UTF_8)).contains("dim_bidder has 1", "dim_campaign has 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bidder.csv | bidder_id,bidder_name;b,y;,x | line 3: bidder_id is missing",
        "bidder.csv | bidder_id,nmae;b,x | line 2: nmae is no column of dim_bidder, which has"
            + " bidder_id, bidder_name, bidder_domain and valid_from",
        "bidder.csv | bidder_id;b;c;b | line 4: bidder_id 'b' is already in line 2",
        "bidder.csv | bidder_id,bidder_name;b | not CSV",
        "bidder.csv.bak | bidder_id;b | must begin with a dimension and end with .csv",
        "deal.csv | deal_id,deal_floor;d,1.5f | line 2: deal_floor must be a number, was '1.5f'",
        "deal.csv | deal_id,valid_from;d,-1000000000-01-01T00:00:00Z | line 2: valid_from must not"
            + " be before the year 1",
        "creative.csv | creative_id,creative_w;c,wide | line 2: creative_w must be a whole number,"
            + " was 'wide'",
        "deal.csv | deal_id,deal_floor;d,NaN | line 2: deal_floor must be a number, was 'NaN'",
        "deal.csv | deal_id,valid_from;d,yesterday | line 2: valid_from must be a day or a time"
            + " such as 2026-02-03T12:00:00Z, was 'yesterday'",
        "deal.csv | deal_id,valid_from;d,2999-01-01 | line 2: valid_from must not be in the"
            + " future, was 2999-01-01",
        "deal.jsonl | {\"deal_id\": \"d\"};{\"deal_id\": [1]} | line 2: deal_id must be a text or"
            + " a number",
        "deal.jsonl | {\"deal_id\": \"d\"};{\"deal | line 2: is not JSON",
        "deal.jsonl | {\"deal_id\": \"d\"};null | line 2: is not JSON of one object",
        "seats.csv | bidder_id;b | must begin with a dimension and end with .csv, .json or .jsonl: dim_publisher",
        "bidder.csv | | cannot be read",
      })
  void refusesAFileThatIsWrongAndLoadsNone(String name, String content, String message)
      throws IOException {
    Path good = write("publisher.csv", "publisher_id\np\n");
    Path bad =
        content == null ? temp.resolve(name) : write(name, content.replace(';', '\n') + "\n");

    assertThat(load(good, bad)).isEqualTo(1);

    assertThat(err.toString(UTF_8)).contains(bad.toString(), message);
    assertThat(Path.of(URI.create(warehouse))).doesNotExist();
  }

  @Test
  void namesTheRightLineAfterAnEmptyOneAndWithoutALineEnd() throws IOException {
    load(write("deal.csv", "deal_id,deal_floor\n\nd,1\ne,x"));
    assertThat(err.toString(UTF_8)).contains("line 4: deal_floor must be a number, was 'x'");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = temp.resolve("bidder.csv");
    Files.write(file, "bidder_id,bidder_name\nb,Österreich\n".getBytes(ISO_8859_1));

    assertThat(load(file)).isEqualTo(1);

    assertThat(err.toString(UTF_8)).contains("bidder.csv is not UTF-8");
  }

  @Test
  void namesManyProblemsButNotAll() throws IOException {
    Path bad = write("bidder.csv", "bidder_id,bidder_name\n" + ",x\n".repeat(25));

    load(bad);

    assertThat(err.toString(UTF_8).lines()).hasSize(21).last().asString().endsWith("5 more");
  }

  @Test
  void readsWhatSpreadsheetsWrite() throws IOException {
    load(write("bidder.csv", "\uFEFFbidder_id,bidder_name\r\nb,\"Oak\r\nLtd.\"\r\n"));

    assertThat(rows(Dimensions.BIDDER))
        .containsExactly("b Oak\r\nLtd. 1970-01-01T00:00Z null true");
  }

  @Test
  void readsJsonThatIsNotInLines() throws IOException {
    load(write("bidder.json", "\uFEFF[{\"bidder_id\": \"a\"}, {\n\"bidder_id\": \"b\"}]"));
    load(write("bidders.json", "{\"bidder_id\": \"c\"} {\"bidder_id\": \"d\"}"));

    assertThat(rows(Dimensions.BIDDER))
        .extracting(row -> row.charAt(0))
        .containsExactly('a', 'b', 'c', 'd');
  }

  @Test
  void keepsWhatAnotherProgramHasAdded() throws IOException {
    load(write("bidder.csv", "bidder_id,bidder_domain\nb,oak.example\n"));
    // The values of a column that is not one of the dimension.
    table(Dimensions.BIDDER).updateSchema().renameColumn("bidder_domain", "region").commit();

    load(write("bidder-2.csv", "bidder_id\nc\n"));

    try (CloseableIterable<Record> rows = IcebergGenerics.read(table(Dimensions.BIDDER)).build()) {
      assertThat(rows)
          .extracting(row -> row.get(0) + " " + row.getField("region"))
          .containsExactlyInAnyOrder("b oak.example", "c null");
    }
  }

  @Test
  void addsAColumnThatATableOfAnOlderReleaseLacks() throws IOException {
    load(write("bidder.csv", "bidder_id,bidder_domain\nb,oak.example\n"));
    table(Dimensions.BIDDER).updateSchema().deleteColumn("bidder_name").commit();

    assertThat(load(write("bidder-2.csv", "bidder_id,bidder_name\nb,Oak\n"))).isZero();

    assertThat(table(Dimensions.BIDDER).schema().findField("bidder_name")).isNotNull();
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("dimensions FILE...", "lake.namespace");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("no files are given");
  }

  private int load(Path... files) {
    out.reset();
    List<String> args =
        new ArrayList<>(List.of("--catalog.type", "hadoop", "--catalog.warehouse", warehouse));
    for (Path file : files) {
      args.add(file.toString());
    }
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    return LoadDimensions.run(
        List.of(args), Map.of(), new PrintStream(out, true), new PrintStream(err, true));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(temp.resolve(name), content);
  }

  private Table table(Dimension dimension) {
    return CatalogUtil.buildIcebergCatalog(
            "lake", Map.of("type", "hadoop", "warehouse", warehouse), new Configuration(false))
        .loadTable(TableIdentifier.of("db", dimension.name()));
  }

  /** Id, name and period of each row, by id and time. */
  private List<String> rows(Dimension dimension) throws IOException {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> read = IcebergGenerics.read(table(dimension)).build()) {
      read.forEach(rows::add);
    }
    Function<Record, String> id = row -> (String) row.get(0);
    Function<Record, OffsetDateTime> from = row -> (OffsetDateTime) row.getField("valid_from");
    rows.sort(Comparator.comparing(id).thenComparing(from));
    return rows.stream()
        .map(
            row ->
                "%s %s %s %s %s"
                    .formatted(
                        row.get(0),
                        row.get(1),
                        row.getField("valid_from"),
                        row.getField("valid_to"),
                        row.getField("is_current")))
        .toList();
  }
}
