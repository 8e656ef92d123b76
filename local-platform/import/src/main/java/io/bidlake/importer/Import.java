package io.bidlake.importer;

import io.bidlake.importer.PieceDecoder.WithoutTimeException;
import io.bidlake.producer.KafkaUnavailableException;
import io.bidlake.producer.StopSignal;
import io.bidlake.registry.RegistryRefusedException;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Imports files of OpenRTB JSON and of notices into the topics, as Avro. */
public final class Import {

  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int MISUSED = 2;

  private static final Set<String> FLAGS = Set.of("--dry-run", "--again");

  private static final String HELP =
      """
      import FILE...  sends OpenRTB JSON and notices from files to the topics, as Avro

        FILE  a file, a folder (all files below it but hidden ones), - for standard input,
              s3://bucket/key or s3://bucket/prefix/; each may be compressed with gzip

      A document that cannot be read is a dead letter: counted, named and not sent. Importing a
      file twice sends the same ids again, which the aggregates count once. After a stop the same
      command continues; what was sent in the 5 seconds before may be sent twice.
      Exit code 0: all was imported; 1: something was refused or Kafka failed; 2: wrong settings.
      Settings:
      """;

  private static final String TIME_FROM =
      "OpenRTB has no time, so --time-from says where it is: a field or JSON pointer, a time, now,"
          + " or file-name:PATTERN";

  private final PrintStream out;
  private final PrintStream err;
  private final Function<ImportSettings, Target> targets;

  /**
   * Creates the program.
   *
   * @param targets opens the target in Kafka
   */
  Import(PrintStream out, PrintStream err, Function<ImportSettings, Target> targets) {
    this.out = out;
    this.err = err;
    this.targets = targets;
  }

  public static void main(String[] args) {
    StopSignal stop = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::requestAndAwaitEnd, "stop"));
    int status = REFUSED;
    try {
      status =
          new Import(System.out, System.err, Target::kafka)
              .run(List.of(args), System.getenv(), stop);
    } finally {
      stop.runHasEnded();
    }
    System.exit(status);
  }

  /** Runs the import and returns the exit code. */
  int run(List<String> args, Map<String, String> environment, StopSignal stop) {
    List<String> names = new ArrayList<>();
    Settings settings = Settings.of(options(args, names), environment);
    ImportSettings wanted = ImportSettings.read(settings, Instant.now());
    if (SettingsHelp.isAskedFor(args)) {
      out.print(HELP);
      out.print(SettingsHelp.of(settings.known()));
      return DONE;
    }
    if (names.isEmpty()) {
      settings.reject("no files are given: import FILE..., or - for standard input");
    }
    try {
      settings.check();
      return run(wanted, names, stop) ? DONE : REFUSED;
    } catch (InvalidSettings e) {
      e.problems().forEach(this::line);
      return MISUSED;
    } catch (KafkaUnavailableException
        | RegistryUnavailableException
        | RegistryRefusedException e) {
      line(e.getMessage());
      return REFUSED;
    } catch (UncheckedIOException e) {
      line("cannot write dead letters or progress: " + e.getCause());
      return REFUSED;
    }
  }

  /** Separates the options, which it returns, from the file names. */
  private static List<String> options(List<String> args, List<String> names) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("-") || arg.equals(Input.STANDARD)) {
        names.add(arg);
      } else {
        options.add(FLAGS.contains(arg) ? arg + "=true" : arg);
        if (arg.startsWith("--") && !arg.contains("=") && !FLAGS.contains(arg)) {
          options.addAll(args.subList(i + 1, Math.min(i + 2, args.size())));
          i++;
        }
      }
    }
    return options;
  }

  private boolean run(ImportSettings settings, List<String> names, StopSignal stop) {
    List<String> problems = new ArrayList<>();
    List<Input> inputs = new Inputs(settings.storage(), problems::add).find(names);
    problems.forEach(this::line);
    try (OutputStream deadLetters = deadLetters(settings)) {
      ImportNotes notes = ImportNotes.read(settings.notes(), settings.kafka().bootstrapServers());
      stop.sendingBegins();
      boolean isAll = importAll(settings, inputs, notes, deadLetters, stop);
      return isAll && problems.isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stop.sendingEnds();
    }
  }

  private static OutputStream deadLetters(ImportSettings settings) throws IOException {
    return settings.deadLetters().isEmpty()
        ? OutputStream.nullOutputStream()
        : new BufferedOutputStream(
            Files.newOutputStream(
                settings.deadLetters().get(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
  }

  private boolean importAll(
      ImportSettings settings,
      List<Input> inputs,
      ImportNotes notes,
      OutputStream deadLetters,
      StopSignal stop) {
    Target target = settings.dryRun() || inputs.isEmpty() ? Target.none() : targets.apply(settings);
    ImportRun run = new ImportRun(settings, target, notes, deadLetters, stop, this::line);
    long began = System.nanoTime();
    boolean isDelivered = true;
    try {
      run.run(inputs);
    } catch (Target.NotDeliveredException e) {
      line(e.getMessage());
      isDelivered = false;
    } catch (WithoutTimeException e) {
      line("%s; documents before it were sent. %s".formatted(e.getMessage(), TIME_FROM));
      isDelivered = false;
    } catch (InterruptedException e) {
      stop.request();
    } finally {
      target.close();
    }
    report(settings, run, (System.nanoTime() - began) / 1e9);
    if (stop.isRequested()) {
      line("stopped" + (settings.notes().isPresent() ? "; the same command continues" : ""));
    }
    return isDelivered
        && !run.hasRefused()
        && run.outcome().deadLetters() == 0
        && run.outcome().withoutTime() == 0;
  }

  private void report(ImportSettings settings, ImportRun run, double seconds) {
    Outcome outcome = run.outcome();
    if (settings.dryRun()) {
      out.println("dry run: nothing is sent, this is what would become of the documents");
    }
    out.print(outcome.report(settings.kafka()));
    if (outcome.withoutTime() > 0) {
      out.println("events without a time cannot be imported yet. " + TIME_FROM);
    }
    if (outcome.deadLetters() > 0 && settings.deadLetters().isEmpty()) {
      out.println("--dead-letters FILE writes all of them with their payload");
    }
    out.printf(Locale.ROOT, "%,.1f s, %,.0f documents/s%n", seconds, outcome.documents() / seconds);
  }

  private void line(String text) {
    err.println("import: " + text);
  }
}
