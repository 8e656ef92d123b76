package io.bidlake.runtime.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.TableRows;
import io.bidlake.tables.Tables;
import io.bidlake.tables.WindowTotals;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

/** The row of a table with a sketch, as it comes to the sink. */
class SketchRowTest {

  private static final long DAY = 86_400_000;

  @Test
  void hasTheUsersAsBytes() throws IOException {
    Totals totals = new Totals(new long[] {2}, BigDecimal.ZERO);
    totals.addUser(7);
    totals.addUser(9);
    WindowChange change = new WindowChange(RowKind.INSERT, 0, DAY, "c1", totals);

    RowData row = overTheNetwork(change);

    assertThat(row.getString(1)).hasToString("c1");
    for (int column = 2; column <= 5; column++) {
      assertThat(row.getLong(column)).isEqualTo(2);
    }
    assertThat(row.getBinary(6)).hasSize(24 + 2 * 8).isEqualTo(change.sketch().bytes());
  }

  private static RowData overTheNetwork(WindowChange change) throws IOException {
    TableRows<WindowTotals> table = TableRows.asDefined(Tables.DAILY_REACH_BY_CAMPAIGN);
    TypeSerializer<RowData> serializer =
        table.typeInformation().createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(table.writer().write(RowKind.INSERT, change), out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
