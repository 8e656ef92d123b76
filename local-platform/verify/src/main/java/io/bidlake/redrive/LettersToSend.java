package io.bidlake.redrive;

import io.bidlake.redrive.Tally.Kept;
import io.bidlake.verify.kafka.RecordId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The selected letters of the table that can be sent.
 *
 * @param topics the topics that exist in Kafka
 * @param tally receives the letters that are not sent, and the reasons
 */
record LettersToSend(LetterTable table, Selection selection, Set<String> topics, Tally tally) {

  /**
   * Passes on each letter once. The table contains a letter twice after the ingest job was started
   * from an older savepoint.
   *
   * @param sent the letters that were sent before; those that are passed on are added
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
