package io.bidlake.generator;

import io.bidlake.generator.geo.GeoDatabaseFile;
import io.bidlake.generator.market.DimensionFiles;
import io.bidlake.producer.KafkaUnavailableException;
import io.bidlake.producer.StopSignal;
import io.bidlake.registry.RegistryRefusedException;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Sends bid requests and the events that follow from them to Kafka, or prints them; or writes the
 * database of the places of its addresses, or what the ids in its events stand for.
 */
public final class Generator {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintStream out;
  private final PrintStream err;

  Generator(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    StopSignal stop = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::requestAndAwaitEnd, "stop"));
    int status = FAILED;
    try {
      status = new Generator(System.out, System.err).run(List.of(args), System.getenv(), stop);
    } finally {
      stop.runHasEnded();
    }
    System.exit(status);
  }

  /**
   * Runs the generator and returns the exit status: 0 success, 1 failure of Kafka or the registry,
   * 2 invalid settings.
   */
  int run(List<String> args, Map<String, String> environment, StopSignal stop) {
    Settings settings = Settings.of(args, environment);
    GeneratorSettings wanted = GeneratorSettings.read(settings);
    if (SettingsHelp.isAskedFor(args)) {
      out.println("Sends OpenRTB 2.6 events to Kafka. Settings:");
      out.print(SettingsHelp.of(settings.known()));
      return DONE;
    }
    try {
      settings.check();
      if (wanted.geoDatabase().isPresent()) {
        return write(
            "write-geo-database",
            wanted.geoDatabase().get(),
            file -> Files.write(file, GeoDatabaseFile.content()));
      }
      if (wanted.dimensions().isPresent()) {
        return write("write-dimensions", wanted.dimensions().get(), DimensionFiles::write);
      }
      if (wanted.print().isPresent()) {
        new PrintRun(wanted, stop, out).print(wanted.print().get());
        return DONE;
      }
      return new KafkaRun(wanted, stop).send() ? DONE : FAILED;
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> err.println("generator: " + problem));
      return MISUSED;
    } catch (KafkaUnavailableException
        | RegistryUnavailableException
        | RegistryRefusedException e) {
      err.println("generator: " + e.getMessage());
      return FAILED;
    }
  }

  /** Writes to a file or folder. */
  private interface Writing {
    void to(Path target) throws IOException;
  }

  private int write(String setting, Path target, Writing content) {
    try {
      content.to(target);
      return DONE;
    } catch (IOException e) {
      err.println("generator: %s %s cannot be written: %s".formatted(setting, target, e));
      return FAILED;
    }
  }
}
