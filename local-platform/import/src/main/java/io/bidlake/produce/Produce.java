package io.bidlake.produce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bidlake.model.KafkaSettings;
import io.bidlake.model.Topic;
import io.bidlake.produce.AvroOfJson.InvalidLineException;
import io.bidlake.producer.EventProducer;
import io.bidlake.producer.KafkaUnavailableException;
import io.bidlake.producer.TopicSetup;
import io.bidlake.registry.RegistryRefusedException;
import io.bidlake.registry.RegistrySettings;
import io.bidlake.registry.RegistryUnavailableException;
import io.bidlake.registry.SchemaRegistry;
import io.bidlake.settings.InvalidSettings;
import io.bidlake.settings.Settings;
import io.bidlake.settings.SettingsHelp;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends JSON objects, one a line, to a topic: the bytes of the line, or the record in Avro. */
public final class Produce {

  private static final int DONE = 0;
  private static final int INCOMPLETE = 1;
  private static final int MISUSED = 2;

  private static final String STANDARD_INPUT = "-";

  private static final String HELP =
      """
      produce TOPIC [FILE...]  sends JSON objects, one a line, to a topic, which is created if it
      is missing; reads standard input if there is no FILE, or for -

      With --schema each line is sent as Avro. It has the fields by name, without tags for unions;
      dates and timestamps may be ISO-8601 texts. A line that is no object, or no record of the
      schema, is named and not sent; the others are.
      Exit code 0: all were sent; 1: a line was refused, or Kafka or the registry failed; 2: wrong
      settings. Settings:
      """;

  /** What the program sends to, opened when its settings are known to be right. */
  interface Target {

    /** Registers a schema under a subject and returns its id. */
    int register(RegistrySettings registry, String subject, Schema schema);

    /** Creates the topic if it is missing, and opens a producer. */
    Producer<byte[], byte[]> open(KafkaSettings kafka, String topic);
  }

  /** Makes the record of a line, which is this object. */
  private interface Encoding {
    ProducerRecord<byte[], byte[]> record(byte[] line, JsonNode object);
  }

  private static final Target KAFKA =
      new Target() {
        @Override
        public int register(RegistrySettings registry, String subject, Schema schema) {
          return new SchemaRegistry(registry).register(subject, schema);
        }

        @Override
        public Producer<byte[], byte[]> open(KafkaSettings kafka, String topic) {
          new TopicSetup(kafka).createMissing(List.of(topic), Topic.CONFIG);
          Producer<byte[], byte[]> producer = EventProducer.open(kafka, "bidlake-produce");
          // What was read before a stop is sent.
          Runtime.getRuntime()
              .addShutdownHook(new Thread(() -> producer.close(Duration.ofSeconds(5))));
          return producer;
        }
      };

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Target target;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sent;
  private long refused;

  Produce(InputStream in, PrintStream out, PrintStream err, Target target) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.target = target;
  }

  public static void main(String[] args) {
    System.exit(
        new Produce(System.in, System.out, System.err, KAFKA).run(List.of(args), System.getenv()));
  }

  /** Sends what the arguments say and returns the exit code. */
  int run(List<String> args, Map<String, String> environment) {
    List<String> names = new ArrayList<>();
    Map<String, String> variables = new HashMap<>(environment);
    variables.keySet().removeAll(List.of("KEY", "SCHEMA")); // Too common to mean these options.
    Settings settings = Settings.of(options(args, names), variables);
    Optional<String> file =
        settings.optionalText("schema", "Avro schema (.avsc), registered under TOPIC-value");
    Optional<String> key = settings.optionalText("key", "Field whose value is the Kafka key");
    KafkaSettings kafka = KafkaSettings.read(settings);
    RegistrySettings registry = RegistrySettings.read(settings);
    if (SettingsHelp.isAskedFor(args)) {
      out.print(HELP);
      out.print(SettingsHelp.of(settings.known()));
      return DONE;
    }
    if (names.isEmpty()) {
      settings.reject("no topic is given: produce TOPIC [FILE...]");
    } else {
      String unused = KafkaSettings.legalName("TOPIC", names.get(0), settings);
    }
    Optional<Schema> schema = file.flatMap(name -> schema(name, settings));
    try {
      settings.check();
      String topic = names.get(0);
      Optional<AvroOfJson> avro =
          schema.map(it -> new AvroOfJson(it, target.register(registry, Topic.subject(topic), it)));
      Encoding encoding =
          (line, object) ->
              new ProducerRecord<>(
                  topic,
                  key.map(field -> key(field, object)).orElse(null),
                  avro.map(it -> it.encode(object)).orElse(line));
      List<String> files = names.size() > 1 ? names.subList(1, names.size()) : List.of("-");
      try (Producer<byte[], byte[]> producer = target.open(kafka, topic)) {
        files.forEach(name -> sendAll(name, encoding, producer));
        producer.flush();
      }
    } catch (InvalidSettings e) {
      e.problems().forEach(this::line);
      return MISUSED;
    } catch (KafkaUnavailableException
        | RegistryUnavailableException
        | RegistryRefusedException e) {
      line(e.getMessage());
      return INCOMPLETE;
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
    if (failure.get() != null) {
      line("Kafka has not accepted a record: " + failure.get().getMessage());
      return INCOMPLETE;
    }
    out.printf("%,d records were sent to %s%n", sent, names.get(0));
    if (refused > 0) {
      line("%,d lines were not sent".formatted(refused));
    }
    return refused == 0 ? DONE : INCOMPLETE;
  }

  /** Separates the options, which it returns, from the names of topic and files. */
  private static List<String> options(List<String> args, List<String> names) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      boolean isOption = args.get(i).startsWith("-") && !args.get(i).equals(STANDARD_INPUT);
      (isOption ? options : names).add(args.get(i));
      if (args.get(i).startsWith("--") && !args.get(i).contains("=") && i + 1 < args.size()) {
        options.add(args.get(++i));
      }
    }
    return options;
  }

  private static Optional<Schema> schema(String file, Settings settings) {
    try {
      Schema schema = new Schema.Parser().parse(Path.of(file).toFile());
      if (schema.getType() == Schema.Type.RECORD) {
        return Optional.of(schema);
      }
      settings.reject("schema must be of a record, was %s in %s".formatted(schema, file));
    } catch (IOException | AvroRuntimeException e) {
      settings.reject("schema must be a file with an Avro schema, was %s: %s".formatted(file, e));
    }
    return Optional.empty();
  }

  private void sendAll(String file, Encoding encoding, Producer<byte[], byte[]> producer) {
    // One character for each byte, so that the bytes of a line are sent as they are.
    try (LineNumberReader lines =
        new LineNumberReader(new InputStreamReader(open(file), ISO_8859_1))) {
      String text = lines.readLine();
      while (text != null && failure.get() == null) {
        if (!text.isBlank()) {
          String place = file + ":" + lines.getLineNumber();
          send(place, text.getBytes(ISO_8859_1), encoding, producer);
        }
        text = lines.readLine();
      }
    } catch (NoSuchFileException e) {
      refused(file, "no such file");
    } catch (IOException e) {
      refused(file, e.getMessage());
    }
  }

  private InputStream open(String file) throws IOException {
    return file.equals(STANDARD_INPUT) ? in : Files.newInputStream(Path.of(file));
  }

  private void send(
      String place, byte[] line, Encoding encoding, Producer<byte[], byte[]> producer) {
    try {
      JsonNode object = json.readTree(line);
      if (!object.isObject()) {
        throw new InvalidLineException("a line must be a JSON object, was " + object.getNodeType());
      }
      var unused =
          producer.send(
              encoding.record(line, object),
              (metadata, problem) -> failure.compareAndSet(null, problem));
      sent++;
    } catch (InvalidLineException e) {
      refused(place, e.getMessage());
    } catch (JsonProcessingException e) {
      refused(place, "a line must be a JSON object: " + e.getOriginalMessage());
    } catch (IOException e) {
      refused(place, e.getMessage());
    }
  }

  private static byte[] key(String field, JsonNode object) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new InvalidLineException(field + " is missing, which is the key");
    }
    return (value.isValueNode() ? value.asText() : value.toString()).getBytes(UTF_8);
  }

  private void refused(String place, String problem) {
    refused++;
    line(place + ": " + problem);
  }

  private void line(String text) {
    err.println("produce: " + text);
  }
}
