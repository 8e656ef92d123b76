package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowSortTest {

  /** Enough to spill. */
  private static final int MANY = 20_000;

  @TempDir private Path folder;
  private SortCase table;

  @BeforeEach
  void defineTable() {
    table = SortCase.in(folder);
  }

  @Test
  void sortsWithoutAFileWhatFitsIntoTheMemory() throws IOException {
    List<RowData> rows = table.rows(1_000);
    try (RowSort sort = table.sort()) {
      add(rows, sort);

      table.assertSorted(table.read(sort.sorted()), rows);
      assertThat(table.files()).isEmpty();
    }
  }

  @Test
  void sortsFarMoreThanFitsIntoTheMemoryAndRemovesItsFiles() throws IOException {
    List<RowData> some = table.rows(5_000);
    List<RowData> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rows.addAll(some);
    }
    try (RowSort sort = table.sort()) {
      add(rows, sort);

      Iterator<RowData> sorted = sort.sorted();
      assertThat(table.files()).isNotEmpty();
      table.assertSorted(table.read(sorted), rows);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void givesNothingBackOfNothing() throws IOException {
    try (RowSort sort = table.sort()) {
      assertThat(sort.sorted().hasNext()).isFalse();
    }
  }

  @Test
  void copiesRowsThatTheirGiverUsesAgain() throws IOException {
    try (RowSort sort = table.sort()) {
      GenericRowData reused = named("b");
      sort.add(reused);
      reused.setField(0, StringData.fromString("a"));
      sort.add(reused);

      table.assertSorted(table.read(sort.sorted()), List.of(named("a"), named("b")));
    }
  }

  @Test
  void keepsTheKindsOfRows() throws IOException {
    GenericRowData deleted = named("a");
    deleted.setRowKind(RowKind.DELETE);
    try (RowSort sort = table.sort()) {
      sort.add(deleted);

      assertThat(sort.sorted().next().getRowKind()).isEqualTo(RowKind.DELETE);
    }
  }

  @Test
  void sortsRowsOfManyPages() throws IOException {
    List<RowData> rows = new ArrayList<>(table.rows(3_000));
    rows.add(sized("large", 300_000));
    rows.add(1_000, sized("l", 200_000));
    try (RowSort sort = table.sort()) {
      add(rows, sort);

      table.assertSorted(table.read(sort.sorted()), rows);
    }
  }

  @Test
  void removesItsFilesWhenNobodyReadTheRows() throws IOException {
    RowSort sort = table.sort();
    add(table.rows(MANY), sort);

    sort.close();
    sort.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void removesItsFilesWhenTheRowsWereReadInPart() throws IOException {
    RowSort sort = table.sort();
    add(table.rows(MANY), sort);
    sort.sorted().next();

    sort.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> SortCase.in(file.resolve("spill")).sort())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void needsALittleHeapForFiftyTimesItsMemory() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SortManyRows.class.getName(),
                "800000",
                String.valueOf(16 << 20),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("800000 rows");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  static Stream<Named<List<String>>> texts() {
    Random random = new Random(3);
    return Stream.of(
        texts("one", 1, i -> "x"),
        texts("equal", 50_000, i -> "the same text for all"),
        texts("in order", 50_000, i -> String.format("%08d", i)),
        texts("in reverse", 50_000, i -> String.format("%08d", 50_000 - i)),
        texts("up and down", 50_000, i -> String.format("%08d", Math.min(i, 50_000 - i))),
        texts("any", 50_000, i -> Integer.toHexString(random.nextInt())),
        texts("few", 50_000, i -> "publisher " + random.nextInt(20)),
        texts("of every length", 3_000, i -> "a".repeat(random.nextInt(90))),
        texts("zeros of every length", 3_000, i -> "\0".repeat(random.nextInt(90))),
        texts(
            "differing after 100 characters",
            20_000,
            i -> i % 7 + "b".repeat(100) + random.nextInt(50_000)),
        texts("differing at their end", 200, i -> "a".repeat(100_000) + random.nextInt(100)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void sortsWhateverTheOrderAndTheLikenessOfKeys(List<String> texts) throws IOException {
    Schema schema = new Schema(NestedField.required(1, "text", Types.StringType.get()));
    SortKeys keys = SortKeys.of(schema, SortOrder.builderFor(schema).asc("text").build());
    List<String> sorted = new ArrayList<>();
    try (RowSort sort = new RowSort(keys, FlinkSchemaUtil.convert(schema), 8 << 20, folder)) {
      for (String text : texts) {
        sort.add(GenericRowData.of(StringData.fromString(text)));
      }
      sort.sorted().forEachRemaining(row -> sorted.add(row.getString(0).toString()));
    }

    List<String> expected = new ArrayList<>(texts);
    Collections.sort(expected);
    assertThat(sorted.equals(expected)).isTrue();
  }

  private static Named<List<String>> texts(String name, int count, IntFunction<String> text) {
    return Named.of(name, IntStream.range(0, count).mapToObj(text).toList());
  }

  private static void add(List<RowData> rows, RowSort sort) throws IOException {
    for (RowData row : rows) {
      sort.add(row);
    }
  }

  private static GenericRowData named(String domain) {
    return sized(domain, 10);
  }

  private static GenericRowData sized(String domain, int payload) {
    return GenericRowData.of(
        StringData.fromString(domain), (long) payload, new byte[payload], null, null, null);
  }
}
