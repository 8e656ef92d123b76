package io.bidlake.local.service;

import io.bidlake.local.config.PlatformConfig;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.ServiceName;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.JvmOptions;
import io.bidlake.local.process.ProcessIdentity;
import io.bidlake.model.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The event generator; it takes its settings from the user's environment. */
public final class GeneratorService implements Service {
  /** The environment variable that makes the generator end after its back-fill. */
  public static final String BACKFILL_ONLY = "BACKFILL_ONLY";

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final PlatformConfig config;
  private final Map<String, String> environment;
  private volatile long writtenBefore;
  private volatile Optional<Instant> started = Optional.empty();

  /** Settings in {@code environment} override the user's own. */
  public GeneratorService(PlatformConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Lets the generator validate its settings in the environment before any server is started.
   *
   * @throws PlatformException with the generator's own message if they are invalid
   */
  public static void requireSettings(PlatformConfig config)
      throws IOException, InterruptedException {
    run(config, List.of("--print", "1"));
  }

  /**
   * Runs the generator to its end.
   *
   * @throws PlatformException with the generator's own message if it fails
   */
  public static void run(PlatformConfig config, List<String> arguments)
      throws IOException, InterruptedException {
    JavaCommand command =
        JavaCommand.jar(config.installation().generatorJar(), JvmOptions.QUIET)
            .withArguments(arguments);
    Process generator =
        new ProcessBuilder(command.commandLine(new ProcessIdentity("check", config.state().root())))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String refusal =
        new String(generator.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (generator.waitFor() != 0) {
      throw new PlatformException(refusal);
    }
  }

  @Override
  public ServiceName name() {
    return ServiceName.MOCK_DATA_GEN;
  }

  @Override
  public JavaCommand prepare() {
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      writtenBefore = offsets.written(Topics.ALL);
    }
    started = Optional.of(Instant.now());
    Map<String, String> all = new HashMap<>(environment);
    all.put("KAFKA_BOOTSTRAP_SERVERS", config.addresses().kafka());
    all.put("SCHEMA_REGISTRY_URL", config.addresses().schemaRegistry().toString());
    return JavaCommand.jar(config.installation().generatorJar(), JvmOptions.server("-Xmx384m"))
        .withEnvironment(all);
  }

  /** Restarts after a crash, except in a back-fill, which would send its events twice. */
  @Override
  public AfterExit afterExit(int code) {
    if (code == 0) {
      return AfterExit.DONE;
    }
    String only = environment.getOrDefault(BACKFILL_ONLY, System.getenv(BACKFILL_ONLY));
    return Boolean.parseBoolean(only) ? AfterExit.DEAD : AfterExit.START_AGAIN;
  }

  @Override
  public Duration probeInterval() {
    return Duration.ofMillis(500);
  }

  /** Always true: it has no clients, and a frozen generator sends its events later. */
  @Override
  public boolean answers() {
    return true;
  }

  /** Whether an event has arrived in Kafka, or 30 s have passed, so that the rate must be low. */
  @Override
  public boolean ready() {
    if (started.isEmpty() || Instant.now().isAfter(started.get().plus(LONG_ENOUGH))) {
      return true;
    }
    try (KafkaOffsets offsets = new KafkaOffsets(config.addresses().kafka())) {
      return offsets.written(Topics.ALL) > writtenBefore;
    }
  }
}
