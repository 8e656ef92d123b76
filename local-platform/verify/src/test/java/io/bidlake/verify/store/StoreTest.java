package io.bidlake.verify.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @Test
  void takesRowsFromSeveralThreads() {
    try (Store store = new Store()) {
      store.run("CREATE TABLE numbers (number INTEGER)");
      IntStream.range(0, 10_000)
          .parallel()
          .forEach(i -> store.into("numbers").add(row -> row.append(i)));

      assertThat(
              store.list(
                  "SELECT count(DISTINCT number), sum(number) FROM numbers",
                  row -> row.getLong(1) + " " + row.getLong(2)))
          .containsExactly("10000 49995000");
    }
  }

  @Test
  void keepsMoreThanItsMemoryInFilesAndLeavesNoneBehind(@TempDir Path parent) {
    try (Store store = new Store(parent)) {
      store.run("SET memory_limit = '160MB'");
      store.run("CREATE TABLE texts (number BIGINT, text VARCHAR)");
      store.run(
          "INSERT INTO texts SELECT i, repeat(md5(i::VARCHAR), 8) FROM range(600000) AS r(i)");

      assertThat(store.list("SELECT text FROM texts ORDER BY number DESC", row -> row.getString(1)))
          .hasSize(600_000);
      assertThat(parent).isDirectoryRecursivelyContaining("glob:**.tmp");
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void saysThatMemoryIsNotEnoughRatherThanPassOnAPartOfTheRows() {
    try (Store store = new Store()) {
      store.run("CREATE TABLE texts AS SELECT i, repeat('x', 256) AS t FROM range(600000) AS r(i)");
      store.run("SET memory_limit = '60MB'");

      assertThatThrownBy(() -> store.each("SELECT * FROM texts ORDER BY t, i", row -> {}))
          .isInstanceOf(CannotVerifyException.class)
          .hasMessageContaining("emory");
    }
  }

  @Test
  void saysThatThereIsNoPlaceForTheFiles(@TempDir Path parent) {
    assertThatThrownBy(() -> new Store(parent.resolve("absent")))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageStartingWith("what does not fit into memory cannot be kept in temporary files")
        .hasMessageContaining("java.io.tmpdir");
  }
}
