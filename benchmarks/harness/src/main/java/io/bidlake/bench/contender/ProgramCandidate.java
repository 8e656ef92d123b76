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
 * A Java program that runs until it is stopped.
 *
 * @param command the program without its arguments
 * @param arguments returns the arguments for a task
 */
public record ProgramCandidate(
    Contender contender,
    BenchPlatform platform,
    JavaCommand command,
    Function<Task, List<String>> arguments)
    implements Candidate {

  /** The same heap and collector as for the TaskManager. */
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
