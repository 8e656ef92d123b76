package io.bidlake.maintenance;

import io.bidlake.tables.MaintenanceEntry;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

/** What goes from one task to the next. */
class MessagesTest {

  @Test
  void isSerializedByFlinkItself() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(MaintenanceEntry.class);
  }
}
