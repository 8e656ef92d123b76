package io.bidlake.maintenance;

import org.apache.flink.api.common.functions.RuntimeContext;

/** Names a run of the job from one start to the next, the same in all of its tasks. */
final class RunName {

  private RunName() {}

  static String of(RuntimeContext context) {
    // Every task exchanges data with every other, so a failure restarts all of them.
    return context.getJobInfo().getJobId() + "-" + context.getTaskInfo().getAttemptNumber();
  }
}
