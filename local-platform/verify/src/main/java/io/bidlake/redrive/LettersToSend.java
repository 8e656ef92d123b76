package io.bidlake.redrive;

import io.bidlake.redrive.Tally.Kept;
import io.bidlake.verify.kafka.RecordId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The letters of the table that are meant and can be sent.
 *
 * @param topics topics that Kafka has
 * @param tally is told of the letters that are not sent, and why
 */
record LettersToSend(LetterTable table, Selection selection, Set<String> topics, Tally tally) {

  /**
   * Hands over each letter once. The table has a letter twice after the ingest job was started from
   * an older savepoint.
   *
   * @param sent letters that were sent before; those that are handed over are added
   */
  void forEach(Set<RecordId> sent, Consumer<Letter> letters) {
    table.read(
        selection,
        letter -> {
          if (letter.payload().length == 0) {
            tally.kept(Kept.WITHOUT_VALUE);
          } else if (!topics.contains(letter.id().topic())) {
            tally.kept(Kept.TOPIC_GONE);
          } else if (!sent.add(letter.id())) {
            tally.kept(Kept.SENT_BEFORE);
          } else {
            letters.accept(letter);
          }
        });
  }
}
