package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.sort.keys.SortKeys;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSortTest {

  /** More than a hundred times the rows that fit into the memory. */
  private static final int MANY = 400_000;

  @TempDir private Path folder;
  private final AtomicLong written = new AtomicLong();
  private SortCase table;

  @BeforeEach
  void defineTable() {
    table = SortCase.in(folder);
  }

  @Test
  void sortsWithoutAFileWhatFitsIntoTheMemory() throws IOException {
    List<RowData> rows = table.rows(2_000);
    try (ExternalSort sort = table.sort(this::count)) {
      rows.forEach(sort::add);

      table.assertSorted(table.read(sort.sorted()), rows);
      assertThat(written.get()).isZero();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void sortsFarMoreThanFitsIntoTheMemory() throws IOException {
    List<RowData> some = table.rows(5_000);
    try (ExternalSort sort = table.sort(this::count)) {
      List<RowData> rows = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        rows.addAll(some);
      }
      rows.forEach(sort::add);

      table.assertSorted(table.read(sort.sorted()), rows);
      assertThat(written.get()).isPositive();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void mergesInSeveralStepsWhenThereAreMoreRunsThanMemoryToReadThem() throws IOException {
    RowData row = table.rows(1).get(0);
    try (ExternalSort sort = table.sort(this::count)) {
      for (int i = 0; i < MANY; i++) {
        sort.add(row);
      }
      long spilledOnce = written.get();

      Iterator<RowData> sorted = sort.sorted();

      assertThat(written.get()).isBetween(spilledOnce * 3 / 2, spilledOnce * 3);
      assertThat(table.files()).hasSizeLessThan(8);
      assertThat(table.read(sorted)).hasSize(MANY);
    }
  }

  @Test
  void givesNothingBackOfNothing() throws IOException {
    try (ExternalSort sort = table.sort(this::count)) {
      Iterator<RowData> sorted = sort.sorted();

      assertThat(sorted.hasNext()).isFalse();
      assertThatThrownBy(sorted::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void copiesRowsThatTheirGiverUsesAgain() throws IOException {
    try (ExternalSort sort = table.sort(this::count)) {
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
    try (ExternalSort sort = table.sort(this::count)) {
      sort.add(deleted);

      assertThat(sort.sorted().next().getRowKind()).isEqualTo(RowKind.DELETE);
    }
  }

  @Test
  void sortsRowsLargerThanTheMemoryAmongSmallOnes() throws IOException {
    List<RowData> rows = new ArrayList<>(table.rows(3_000));
    for (int i = 0; i < 3; i++) {
      rows.add(1_000 * i, sized("large" + i, (int) SortCase.MEMORY_BYTES * 2));
    }
    rows.add(sized("medium", 100_000));
    try (ExternalSort sort = table.sort(this::count)) {
      rows.forEach(sort::add);

      table.assertSorted(table.read(sort.sorted()), rows);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void usesTheWholeMemoryAgainAfterALargeRow() throws IOException {
    List<RowData> rows = table.rows(2_000);
    try (ExternalSort sort = table.sort(this::count)) {
      sort.add(sized("large", (int) SortCase.MEMORY_BYTES * 2));
      long spilled = written.get();
      rows.forEach(sort::add);

      assertThat(spilled).isPositive();
      assertThat(written.get()).as("bytes on disk before the merge").isEqualTo(spilled);
    }
  }

  @Test
  void readsOnlyOnceAndTakesNoRowAfterwards() throws IOException {
    ExternalSort sort = table.sort(this::count);
    sort.sorted();

    assertThatThrownBy(sort::sorted).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sort.add(named("a"))).isInstanceOf(IllegalStateException.class);
    sort.close();
    assertThatThrownBy(sort::sorted).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sort.add(named("a"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAMemoryThatItCouldNotKeepTo() {
    assertThatThrownBy(
            () ->
                new ExternalSort(
                    SortKeys.of(table.schema(), table.order()), table.type(), 1_000, folder))
        .hasMessage("memoryBytes: expected at least 1048576, got 1000");
  }

  /** Counts what is written to files, of rows that are merged in several steps each time. */
  private OutputStream count(Path file) throws IOException {
    return new FilterOutputStream(Files.newOutputStream(file)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        written.addAndGet(length);
      }
    };
  }

  private static GenericRowData named(String domain) {
    return sized(domain, 10);
  }

  private static GenericRowData sized(String domain, int payload) {
    return GenericRowData.of(
        StringData.fromString(domain), (long) payload, new byte[payload], null, null, null);
  }
}
