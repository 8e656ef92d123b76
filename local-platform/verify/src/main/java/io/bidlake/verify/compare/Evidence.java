package io.bidlake.verify.compare;

import io.bidlake.verify.compare.RowLedger.Kind;
import io.bidlake.verify.compare.RowLedger.Suspect;
import io.bidlake.verify.layout.Layout;
import io.bidlake.verify.layout.RowText;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one differing id on both sides, as text, and the description of the difference.
 * Thread-safe while it is filled.
 */
final class Evidence {

  private static final int LONGEST = 120;

  private final List<RowText> kafka = new ArrayList<>();
  private final List<RowText> lake = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<String> rejections = new ArrayList<>();

  synchronized void addKafka(RowText row, String place) {
    kafka.add(row);
    places.add(place);
  }

  synchronized void addLake(RowText row) {
    lake.add(row);
  }

  synchronized void addRejection(String reason) {
    rejections.add(reason);
  }

  String id() {
    return kafka.isEmpty() ? lake.get(0).id() : kafka.get(0).id();
  }

  String describe(Suspect suspect) {
    Kind kind = suspect.kind();
    if (kind == Kind.MISSING) {
      return "missing: %s, none in the lake".formatted(inKafka(suspect.kafkaRows()));
    }
    if (kind == Kind.UNEXPECTED) {
      String rejected =
          rejections.isEmpty() ? "" : "; by Kafka the request is rejected: " + rejections.get(0);
      return "unexpected: %s in the lake, none in Kafka%s"
          .formatted(rows(suspect.lakeRows()), rejected);
    }
    List<RowText> kafkaOnly = new ArrayList<>(kafka);
    List<RowText> lakeOnly = new ArrayList<>(lake);
    lake.forEach(
        row -> {
          if (kafkaOnly.remove(row)) {
            lakeOnly.remove(row);
          }
        });
    String columns = columns(suspect.table(), kafkaOnly, lakeOnly);
    if (kind == Kind.MISCOUNTED) {
      String counts =
          "%s: %s, %d in the lake"
              .formatted(
                  suspect.lakeRows() > suspect.kafkaRows() ? "repeated" : "lost",
                  inKafka(suspect.kafkaRows()),
                  suspect.lakeRows());
      return columns.isEmpty() ? counts : counts + "; " + columns;
    }
    return "differs: " + columns;
  }

  private static String columns(Layout layout, List<RowText> kafka, List<RowText> lake) {
    List<String> columns = new ArrayList<>();
    for (int row = 0; row < Math.min(kafka.size(), lake.size()); row++) {
      for (int i = 0; i < layout.columns().size(); i++) {
        String expected = kafka.get(row).columns().get(i);
        String found = lake.get(row).columns().get(i);
        if (!expected.equals(found)) {
          columns.add(
              "%s is %s in Kafka, %s in the lake"
                  .formatted(layout.columns().get(i), cut(expected), cut(found)));
        }
      }
    }
    return String.join(", ", columns);
  }

  private String inKafka(int rows) {
    List<String> shown = places.stream().distinct().limit(3).toList();
    return "%s in Kafka (%s)".formatted(rows(rows), String.join(", ", shown));
  }

  private static String rows(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
