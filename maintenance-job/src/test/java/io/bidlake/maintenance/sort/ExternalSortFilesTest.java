package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSortFilesTest {

  private static final int SPILLING = 20_000;

  @TempDir private Path folder;
  private SortCase table;
  private List<RowData> rows;

  @BeforeEach
  void makeRows() {
    table = SortCase.in(folder);
    rows = table.rows(SPILLING);
  }

  @AfterEach
  void forgetInterruption() {
    Thread.interrupted();
  }

  @Test
  void removesItsFilesWhenNobodyReadTheRows() throws IOException {
    ExternalSort sort = table.sort();
    rows.forEach(sort::add);
    assertThat(table.files()).isNotEmpty();

    sort.close();
    sort.close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void removesItsFilesWhenTheRowsWereReadInPart() throws IOException {
    ExternalSort sort = table.sort();
    rows.forEach(sort::add);
    Iterator<RowData> sorted = sort.sorted();
    sorted.next();
    assertThat(table.files()).isNotEmpty();

    sort.close();

    assertThat(folder).isEmptyDirectory();
    assertThat(sorted.hasNext()).isFalse();
  }

  @Test
  void namesTheFolderWhenTheDiskIsFullAndLeavesNoFile() throws IOException {
    List<OutputStream> opened = new ArrayList<>();
    SpilledRuns.Output output =
        file -> {
          opened.add(Files.newOutputStream(file));
          return full(opened.get(0));
        };
    try (ExternalSort sort = table.sort(output)) {
      assertThatThrownBy(() -> rows.forEach(sort::add))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContainingAll(
              "sort: expected to write sorted rows to " + folder, "No space left on device");
      assertThat(table.files()).isNotEmpty();
      assertThatThrownBy(() -> opened.get(0).write(0)).isInstanceOf(ClosedChannelException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheFolderWhenThereCanBeNone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (ExternalSort sort = SortCase.in(file.resolve("spill")).sort()) {
      assertThatThrownBy(() -> rows.forEach(sort::add))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.resolve("spill").toString());
    }
  }

  @Test
  void refusesRowsThatTheDiskHasChangedEvenWhereTheyCanStillBeRead() throws IOException {
    try (ExternalSort sort = table.sort()) {
      byte[] incompressible = new byte[(int) SortCase.MEMORY_BYTES];
      new Random(1).nextBytes(incompressible);
      sort.add(GenericRowData.of(StringData.fromString("a"), 1L, incompressible, null, null, null));
      Path run = table.files().get(0);
      byte[] bytes = Files.readAllBytes(run);
      bytes[bytes.length / 2] ^= 1;
      Files.write(run, bytes);

      assertThatThrownBy(() -> table.read(sort.sorted())).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesRowsOfWhichTheDiskHasLostSome() throws IOException {
    try (ExternalSort sort = table.sort()) {
      rows.forEach(sort::add);
      Path run = table.files().get(0);
      byte[] bytes = Files.readAllBytes(run);
      Files.write(run, Arrays.copyOf(bytes, bytes.length / 2));

      assertThatThrownBy(() -> table.read(sort.sorted())).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stopsAddingWhenItsThreadIsInterrupted() throws IOException {
    try (ExternalSort sort = table.sort()) {
      rows.forEach(sort::add);
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> sort.add(rows.get(0)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stopsReadingWhenItsThreadIsInterrupted() throws IOException {
    try (ExternalSort inMemory = table.sort();
        ExternalSort onDisk = table.sort()) {
      inMemory.add(rows.get(0));
      rows.forEach(onDisk::add);
      Iterator<RowData> fromMemory = inMemory.sorted();
      Iterator<RowData> fromDisk = onDisk.sorted();
      Thread.currentThread().interrupt();

      assertThatThrownBy(fromMemory::next).hasMessageContaining("interrupted");
      assertThatThrownBy(fromDisk::next).hasMessageContaining("interrupted");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stopsMergingWhenItsThreadIsInterrupted() throws IOException {
    try (ExternalSort sort = table.sort()) {
      for (int i = 0; i < 8; i++) {
        rows.forEach(sort::add);
      }
      Thread.currentThread().interrupt();

      assertThatThrownBy(sort::sorted).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static OutputStream full(OutputStream file) {
    return new FilterOutputStream(file) {
      private int left = 100_000;

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        left -= length;
        if (left < 0) {
          throw new IOException("No space left on device");
        }
        out.write(bytes, from, length);
      }
    };
  }
}
