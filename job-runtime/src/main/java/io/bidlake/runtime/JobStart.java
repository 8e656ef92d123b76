package io.bidlake.runtime;

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

/** How every job starts: read the settings, set up the environment, build the graph, execute. */
public final class JobStart {

  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

  private JobStart() {}

  /** Builds the graph of a job. */
  @FunctionalInterface
  public interface Graph<S> {
    void build(StreamExecutionEnvironment env, S settings) throws Exception;
  }

  /** Takes the result of a job that has ended. */
  @FunctionalInterface
  public interface Ending<S> {
    void ended(S settings, JobExecutionResult result);
  }

  /**
   * Runs a job.
   *
   * @throws ProgramParametrizationException with a text for the user if the settings are at fault;
   *     {@code flink run} prints the text alone and exits with 1
   */
  public static <S> void run(String name, String[] args, Function<Settings, S> read, Graph<S> graph)
      throws Exception {
    run(name, args, read, settings -> name, graph, (settings, result) -> {});
  }

  /**
   * Runs a job that may end by itself, and waits for that if {@code flink run} does.
   *
   * @param program what the user calls it
   * @param name what the job is called in Flink
   * @param ending what is done when it has ended; not called for a detached job
   * @throws ProgramParametrizationException as the other one
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
        | UnsafeSinkException
        | IncompatibleTableException
        | CatalogUnavailableException e) {
      throw new ProgramParametrizationException("%s: %s".formatted(program, e.getMessage()));
    }
  }
}
