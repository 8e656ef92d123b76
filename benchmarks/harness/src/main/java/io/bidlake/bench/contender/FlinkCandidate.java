package io.bidlake.bench.contender;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.flink.Job;
import io.bidlake.local.flink.RunningJob;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A job that is submitted with {@code flink run} to a session cluster of new processes.
 *
 * @param job its jar and its name in Flink; the task sets the parallelism and the checkpoint
 *     interval
 * @param arguments returns the arguments of its main method for a task
 */
public record FlinkCandidate(
    Contender contender, BenchPlatform platform, Job job, Function<Task, List<String>> arguments)
    implements Candidate {

  @Override
  public Attempt start(Task task) {
    platform.startFlinkAfresh();
    Map<String, String> options = new HashMap<>(job.flink());
    options.put("execution.checkpointing.interval", task.commitInterval().toMillis() + "ms");
    Job whole =
        job.withArguments(arguments.apply(task))
            .withParallelism(task.parallelism())
            .withFlink(options);
    return new FlinkAttempt(platform, platform.jobs().startJob(whole));
  }

  private record FlinkAttempt(BenchPlatform platform, RunningJob job) implements Attempt {

    @Override
    public Collection<Long> processes() {
      return platform.flinkProcesses();
    }

    @Override
    public Optional<String> failure() {
      return platform.flink().jobs().stream()
          .filter(it -> it.id().equals(job.id()) && it.ended())
          .findAny()
          .map(it -> "job %s is %s".formatted(it.name(), it.state()));
    }

    @Override
    public OptionalLong stateBytes() {
      return platform.flink().stateBytes(job.id());
    }

    @Override
    public void close() {
      platform.stopFlink();
    }
  }
}
