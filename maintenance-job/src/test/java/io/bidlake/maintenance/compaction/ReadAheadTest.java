package io.bidlake.maintenance.compaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.maintenance.testing.Requests;
import io.bidlake.maintenance.testing.TestTable;
import io.bidlake.tables.Tables;
import java.nio.file.Path;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {

  @TempDir Path warehouse;

  @Test
  void doesNotTakeALackOfMemoryForAFileThatCannotBeRead() {
    TestTable table = new TestTable(warehouse, Tables.BID_REQUESTS);
    table.append(new Requests(1).of(0, "USA", 1));
    OutOfMemoryError noMemory = new OutOfMemoryError("no memory for the file");
    InMemoryFileIO io =
        new InMemoryFileIO() {
          @Override
          public InputFile newInputFile(String location) {
            throw noMemory;
          }
        };

    try (ReadAhead files = new ReadAhead(io, table.tasks(), ReadAhead.FETCHED_WHOLE)) {
      assertThatThrownBy(() -> files.file(0)).isSameAs(noMemory);
    }
  }
}
