package io.bidlake.bench.contender;

import io.bidlake.bench.platform.BenchPlatform;
import io.bidlake.bench.result.Contender;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A Java program that works until it is told to stop.
 *
 * @param command the program without its arguments
 * @param arguments what it gets for a task
 */
public record ProgramCandidate(
    Contender contender,
    BenchPlatform platform,
    JavaCommand command,
    Function<Task, List<String>> arguments)
    implements Candidate {

  /** The heap that our TaskManager gets as well, and the collector that it uses. */
  public static final List<String> VM = List.of("-Xms512m", "-Xmx1400m", "-XX:+UseParallelGC");

  @Override
  public Attempt start(Task task) throws IOException {
    Path log = platform.state().log(task.namespace());
    Process process =
        command
            .withArguments(arguments.apply(task))
            .withEnvironment(platform.addresses().catalogSecrets())
            .start(new ProcessIdentity(task.namespace(), platform.state().root()), log);
    return new ProgramAttempt(process, log);
  }
}
