package io.bidlake.local.chaos;

import io.bidlake.local.flink.FlinkRest.StopOutcome;
import io.bidlake.local.flink.Job;
import io.bidlake.local.service.KafkaOffsets;
import io.bidlake.model.Topic;

/** Operators' actions on a running platform. */
final class OperatorFaults {
  private OperatorFaults() {}

  /** Stops a job with a savepoint and starts it from there with another parallelism. */
  record Rescale(String job, int tasks) implements Fault {
    @Override
    public Kind kind() {
      return Kind.RESCALE;
    }

    @Override
    public boolean ours() {
      return true;
    }

    @Override
    public void strike(Stage stage) {
      Job next =
          stage.jobs().stream()
              .filter(it -> it.name().equals(job))
              .findFirst()
              .orElseThrow()
              .withParallelism(tasks);
      StopOutcome.requireSavepoint(job, stage.platform().stopJob(job));
      stage.platform().startJob(next);
    }

    @Override
    public String toString() {
      return "stop %s with a savepoint, resume with parallelism %d".formatted(job, tasks);
    }
  }

  /** Adds a partition to a topic; it takes over some of the keys. */
  record AddPartition(Topic<?> topic) implements Fault {
    @Override
    public Kind kind() {
      return Kind.ADD_PARTITION;
    }

    @Override
    public void strike(Stage stage) {
      try (KafkaOffsets kafka = new KafkaOffsets(stage.config().addresses().kafka())) {
        kafka.addPartition(topic);
      }
    }

    @Override
    public String toString() {
      return "one more partition of " + topic.name();
    }
  }
}
