package io.bidlake.importer;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.producer.ByTopic;
import io.bidlake.producer.StopSignal;
import io.bidlake.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One run of the import, into a producer in memory. */
final class ImportedFiles {

  int status;
  String out;
  String err;
  final List<ProducerRecord<byte[], byte[]>> sent;

  /** Stops the run, or fails, at a record by its number from 1; never for 0. */
  record Mishap(int stopAt, int failAt) {
    static final Mishap NONE = new Mishap(0, 0);
  }

  private ImportedFiles(List<ProducerRecord<byte[], byte[]>> sent) {
    this.sent = sent;
  }

  static ImportedFiles of(Object... args) {
    return with(Mishap.NONE, args);
  }

  static ImportedFiles with(Mishap mishap, Object... args) {
    StopSignal stop = new StopSignal();
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> next, Callback callback) {
            sent.add(next);
            if (sent.size() == mishap.stopAt) {
              stop.request();
            }
            if (sent.size() == mishap.failAt) {
              callback.onCompletion(null, new IllegalStateException("no room"));
            }
            return null;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ImportedFiles run = new ImportedFiles(sent);
    run.status =
        new Import(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                settings ->
                    new Target(Optional.of(producer), new ByTopic<>(topic -> 100 + topic.code())))
            .run(List.of(args).stream().map(Object::toString).toList(), Map.of(), stop);
    run.out = out.toString(StandardCharsets.UTF_8);
    run.err = err.toString(StandardCharsets.UTF_8);
    return run;
  }

  /** The values, decoded; the ids of their schemas are those of their topics. */
  List<SpecificRecord> events() {
    return sent.stream().map(ImportedFiles::event).toList();
  }

  private static SpecificRecord event(ProducerRecord<byte[], byte[]> next) {
    Topic<?> topic =
        Topics.ALL.stream().filter(it -> it.name().equals(next.topic())).findFirst().orElseThrow();
    if (WireFormat.schemaId(next.value()) != 100 + topic.code()) {
      throw new AssertionError("schema of another topic");
    }
    try {
      return (SpecificRecord)
          new SpecificDatumReader<>(topic.schema())
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(
                          next.value(),
                          WireFormat.HEADER_LENGTH,
                          next.value().length - WireFormat.HEADER_LENGTH,
                          null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Topic, time, key and value of each record. */
  List<String> records() {
    return sent.stream()
        .map(
            next ->
                "%s %d %s %s"
                    .formatted(
                        next.topic(),
                        next.timestamp(),
                        new String(next.key(), StandardCharsets.UTF_8),
                        HexFormat.of().formatHex(next.value())))
        .toList();
  }
}
