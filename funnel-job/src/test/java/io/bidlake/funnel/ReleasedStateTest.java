package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.lake.TableRows;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a release has written into state is read by all that follow. */
class ReleasedStateTest {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(3)
              .build());

  @ParameterizedTest
  @CsvSource({"1, hashmap", "2, hashmap", "3, hashmap", "2, rocksdb"})
  void goesOnLikeTheReleaseThatWroteTheState(int parallelism, String backend) throws Exception {
    ReleasedState state = new ReleasedState(TestEvents.STAGES, TableRows::asDefined);

    assertThat(state.rowsAfter(ReleasedEvents.after(), parallelism, backend))
        .containsExactlyElementsOf(ReleasedState.releasedRows());
  }
}
