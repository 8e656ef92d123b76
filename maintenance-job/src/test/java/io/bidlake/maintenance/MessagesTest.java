package io.bidlake.maintenance;

import io.bidlake.maintenance.compaction.FileGroup;
import io.bidlake.maintenance.compaction.RewrittenGroup;
import io.bidlake.tables.MaintenanceEntry;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes from one task to the next. */
class MessagesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        FileGroup.class,
        RewrittenGroup.class,
        Pass.class,
        MaintenanceEntry.class,
        LastRun.class
      })
  void isSerializedByFlinkItself(Class<?> message) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(message);
  }
}
