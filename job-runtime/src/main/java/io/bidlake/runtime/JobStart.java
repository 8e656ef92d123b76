package io.bidlake.runtime;

import io.bidlake.domain.reference.InvalidReferenceException;
import io.bidlake.runtime.lake.CatalogUnavailableException;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.runtime.lake.UnsafeSinkException;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a job: reads the settings, creates the execution environment, builds the job graph and
 * executes it.
 */
public final class JobStart {

  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

  private JobStart() {}

  /** Builds the job graph. */
  @FunctionalInterface
  public interface Graph<S> {
    void build(StreamExecutionEnvironment env, S settings) throws Exception;
  }

  /** Called with the result of a job that has ended. */
  @FunctionalInterface
  public interface Ending<S> {
    void ended(S settings, JobExecutionResult result);
  }

  /**
   * Runs a streaming job.
   *
   * @throws ProgramParametrizationException if the settings are invalid or {@code --help} was
   *     given; {@code flink run} prints only its message and exits with 1
   */
  public static <S> void run(String name, String[] args, Function<Settings, S> read, Graph<S> graph)
      throws Exception {
    run(name, args, read, settings -> name, graph, (settings, result) -> {});
  }

  /**
   * Runs a job that may finish. Waits for its end unless the job is detached.
   *
   * @param program name of the program in messages
   * @param name returns the name of the job in Flink
   * @param ending called when the job has ended; not called for a detached job
   * @throws ProgramParametrizationException as for the other method
   */
  public static <S> void run(
      String program,
      String[] args,
      Function<Settings, S> read,
      Function<S, String> name,
      Graph<S> graph,
      Ending<S> ending)
      throws Exception {
    Settings settings = Settings.of(List.of(args), System.getenv(), ManagedFlink.properties());
    S typed = read.apply(settings);
    if (SettingsHelp.isAskedFor(List.of(args))) {
      throw new ProgramParametrizationException(
          "Settings of %s:%n%s".formatted(program, SettingsHelp.of(settings.known())));
    }
    try {
      settings.check();
      LOG.info("Starting {} with {}", program, settings.effective());
      if (!settings.exposedSecrets().isEmpty()) {
        LOG.warn(
            "{}: given as arguments, which Flink's client logs and everybody on the machine sees;"
                + " use the environment or a file (--config)",
            settings.exposedSecrets());
      }
      StreamExecutionEnvironment env = JobEnvironment.get();
      graph.build(env, typed);
      JobExecutionResult result =
          env.execute(JobName.of(name.apply(typed), env.getConfiguration()));
      if (result.isJobExecutionResult()) {
        ending.ended(typed, result);
      }
    } catch (InvalidSettings
        | InvalidReferenceException
        | UnsafeSinkException
        | IncompatibleTableException
        | CatalogUnavailableException e) {
      throw new ProgramParametrizationException("%s: %s".formatted(program, e.getMessage()));
    }
  }
}
