package io.bidlake.bench.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.ConnectorState;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorType;
import org.junit.jupiter.api.Test;

class SinkFailureTest {

  private static final ConnectorState CONNECTOR =
      new ConnectorState("RUNNING", "worker", null, null);

  private static final TaskState TASK = new TaskState(0, "RUNNING", "worker", null, null);

  @Test
  void seesNoneWhileAllRuns() {
    assertThat(SinkFailure.in(status(CONNECTOR, TASK))).isEmpty();
  }

  @Test
  void tellsWhyATaskHasFailed() {
    TaskState failed = new TaskState(1, "FAILED", "worker", "no such table", null);

    assertThat(SinkFailure.in(status(CONNECTOR, TASK, failed)))
        .contains("sink has failed: no such table");
  }

  @Test
  void tellsWhyTheConnectorHasFailed() {
    ConnectorState failed = new ConnectorState("FAILED", "worker", "no such class", null);

    assertThat(SinkFailure.in(status(failed))).contains("sink has failed: no such class");
  }

  private static ConnectorStateInfo status(ConnectorState connector, TaskState... tasks) {
    return new ConnectorStateInfo("sink", connector, List.of(tasks), ConnectorType.SINK);
  }
}
