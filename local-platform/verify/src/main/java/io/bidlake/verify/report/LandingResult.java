package io.bidlake.verify.report;

import io.bidlake.verify.report.Report.Compared;
import io.bidlake.verify.report.Report.Count;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The comparison of one landing table with its topic.
 *
 * @param table the table's name, with its namespace
 * @param topic the name of its topic
 * @param records the records below the mark, each of which must be a row or a dead letter
 * @param afterMark the records after the mark, which may be in the lake
 * @param rows the rows of the table
 * @param letters the number of dead letters of the topic, by reason
 * @param leftOut the records without a row because another one with their key has one
 * @param notChecked the rows of records that Kafka has deleted, and the records whose rows the
 *     table has deleted
 * @param missing the records that are neither a row nor a dead letter
 * @param unexpected the rows and dead letters that no record stands for
 * @param differing the rows with a value that is not that of their record
 * @param repeated the records with more than one row or dead letter, and rows that deduplication
 *     must have left out
 * @param wrongLetters the dead letters of records that have a row or can be read
 */
public record LandingResult(
    String table,
    String topic,
    long records,
    long afterMark,
    long rows,
    Map<String, Long> letters,
    long leftOut,
    long notChecked,
    long missing,
    long unexpected,
    long differing,
    long repeated,
    long wrongLetters)
    implements Compared {

  public LandingResult {
    letters = new TreeMap<>(letters);
  }

  @Override
  public List<Count> wrong() {
    return List.of(
        new Count(missing, "missing"),
        new Count(unexpected, "unexpected"),
        new Count(differing, "differing"),
        new Count(repeated, "repeated"),
        new Count(wrongLetters, "wrong dead letters"));
  }
}
