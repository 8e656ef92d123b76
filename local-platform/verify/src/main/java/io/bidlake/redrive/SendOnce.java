package io.bidlake.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlake.model.KafkaSettings;
import io.bidlake.redrive.DeadLetters.Letter;
import io.bidlake.verify.kafka.RecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends letters and their notes in transactions: consumers with {@code read_committed}, such as the
 * jobs, see all of a transaction or nothing. A transaction ends in one of these ways:
 *
 * <ul>
 *   <li>The command dies, or loses its connection to Kafka, before the commit: nothing is sent and
 *       nothing noted. The next {@link #begin} aborts the transaction; without another run the
 *       broker does so after {@link #TIMEOUT}.
 *   <li>It dies during the commit, or loses the response: either the letters and notes are both
 *       there, or the commit never arrived and neither is. The next {@link #begin} waits until the
 *       broker has completed the transaction, and notes are read after that.
 *   <li>A second command starts while the first is still running, or frozen: all runs share one
 *       transactional id, so the broker aborts the open transaction of the first and fences it.
 *   <li>Kafka rejects a letter: its transaction is aborted, and the other letters are sent without
 *       it.
 * </ul>
 */
final class SendOnce implements AutoCloseable {

  /** The header of a sent record with the position of the letter. */
  static final String HEADER = "bidlake.redriven-from";

  /**
   * The longest time for which the open transaction of a killed command blocks readers of a topic.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * Larger than any record: the broker, which accepted the letter once, decides what is too large.
   */
  private static final int LARGEST = 64 << 20;

  private static final int MOST_LETTERS = 1_000;
  private static final long MOST_BYTES = 8 << 20;

  private final Producer<byte[], byte[]> producer;
  private final Notes notes;
  private final Map<String, Integer> partitions;
  private final KeptTimes times;
  private final OriginalRecords originals;
  private final Tally tally;
  private final List<Letter> batch = new ArrayList<>();
  private long batchBytes;

  /**
   * @param partitions the number of partitions of each topic
   * @param times writes the event time into documents where it was the timestamp of the Kafka
   *     record
   * @param originals finds the records with the keys and headers
   * @param tally receives the outcome of each letter
   */
  SendOnce(
      Producer<byte[], byte[]> producer,
      Notes notes,
      Map<String, Integer> partitions,
      KeptTimes times,
      OriginalRecords originals,
      Tally tally) {
    this.producer = producer;
    this.notes = notes;
    this.partitions = partitions;
    this.times = times;
    this.originals = originals;
    this.tally = tally;
  }

  static Producer<byte[], byte[]> producer(KafkaSettings kafka, Notes notes) {
    Properties properties = new Properties();
    // Senders may have compressed records that would otherwise be too large.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST);
    properties.putAll(kafka.clientProperties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, notes.topic());
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TIMEOUT.toMillis());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Completes or aborts the transaction of an earlier run. Notes are complete after this. */
  void begin() {
    producer.initTransactions();
  }

  /** Adds the letter to the batch, and sends the batch when it is full. */
  void add(Letter letter) {
    batch.add(letter);
    batchBytes += letter.payload().length;
    if (batch.size() == MOST_LETTERS || batchBytes >= MOST_BYTES) {
      sendAll();
    }
  }

  /** Sends the current batch. */
  void sendAll() {
    if (!batch.isEmpty()) {
      send(batch);
    }
    batch.clear();
    batchBytes = 0;
  }

  /** Sends these letters, except those that Kafka rejects. */
  private void send(List<Letter> letters) {
    try {
      inTransaction(letters);
      letters.forEach(tally::sent);
    } catch (KafkaException e) {
      KafkaException refusal = refusal(e).orElseThrow(() -> e);
      if (letters.size() == 1) {
        tally.refused(letters.get(0), refusal.getMessage());
        return;
      }
      int half = letters.size() / 2;
      send(letters.subList(0, half));
      send(letters.subList(half, letters.size()));
    }
  }

  private void inTransaction(List<Letter> letters) {
    // Before the transaction, which must be short.
    List<ProducerRecord<byte[], byte[]>> records = letters.stream().map(this::again).toList();
    producer.beginTransaction();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      producer.flush();
      List<Future<RecordMetadata>> noted = new ArrayList<>();
      for (int i = 0; i < sent.size(); i++) {
        noted.add(producer.send(notes.note(letters.get(i).id(), result(sent.get(i)))));
      }
      producer.flush();
      noted.forEach(SendOnce::result);
      producer.commitTransaction();
    } catch (KafkaException e) {
      abort();
      throw e;
    }
  }

  /** The record to send, with the key and the headers of the original if Kafka still has it. */
  private ProducerRecord<byte[], byte[]> again(Letter letter) {
    RecordId id = letter.id();
    int count = partitions.get(id.topic());
    // There are fewer partitions only if the topic was re-created.
    Optional<ConsumerRecord<byte[], byte[]>> original =
        id.partition() < count ? originals.of(letter) : Optional.empty();
    ProducerRecord<byte[], byte[]> again =
        new ProducerRecord<>(
            id.topic(),
            id.partition() % count,
            id.receivedAt(),
            original.map(ConsumerRecord::key).orElse(null),
            times.payload(letter),
            original.map(ConsumerRecord::headers).orElse(null));
    again.headers().remove(HEADER).add(HEADER, id.position().getBytes(UTF_8));
    return again;
  }

  private static RecordMetadata result(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void abort() {
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      // The broker, or the next run, aborts it. The exception that led here is reported.
    }
  }

  /** The cause, if Kafka rejected a letter itself. */
  private static Optional<KafkaException> refusal(KafkaException thrown) {
    return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(
            cause ->
                cause instanceof RecordTooLargeException
                    || cause instanceof RecordBatchTooLargeException
                    || cause instanceof InvalidTimestampException
                    || cause instanceof InvalidRecordException)
        .map(KafkaException.class::cast)
        .findFirst();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
