package io.bidlake.runtime;

import io.bidlake.runtime.lake.CatalogUnavailableException;
import io.bidlake.runtime.lake.IncompatibleTableException;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.util.List;
import java.util.function.Function;
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

  /** A step that may fail. */
  @FunctionalInterface
  public interface Step<T> {
    void run(T subject) throws Exception;
  }

  /**
   * Runs a streaming job.
   *
   * @throws ProgramParametrizationException as for {@link #start}
   */
  public static <S> void run(String name, String[] args, Function<Settings, S> read, Graph<S> graph)
      throws Exception {
    start(name, args, read, settings -> execute(name, env -> graph.build(env, settings)));
  }

  /** Builds and executes the graph of a job. */
  public static void execute(String name, Step<StreamExecutionEnvironment> graph) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.get();
    graph.run(env);
    env.execute(JobEnvironment.nameOf(name, env.getConfiguration()));
  }

  /**
   * Starts a program that need not be a Flink job.
   *
   * @param program name of the program in messages
   * @param body runs it with its settings
   * @throws ProgramParametrizationException if the settings are invalid or {@code --help} was
   *     given; {@code flink run} prints only its message and exits with 1
   */
  public static <S> void start(
      String program, String[] args, Function<Settings, S> read, Step<S> body) throws Exception {
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
      body.run(typed);
    } catch (InvalidSettings | IncompatibleTableException | CatalogUnavailableException e) {
      throw new ProgramParametrizationException("%s: %s".formatted(program, e.getMessage()));
    }
  }
}
