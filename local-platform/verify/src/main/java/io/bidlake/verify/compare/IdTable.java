package io.bidlake.verify.compare;

import io.bidlake.verify.layout.RowId;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of each id on both sides, in about 60 bytes per id. The columns are compared by
 * the sum of the rows' hashes, Kafka's minus the lake's: it is zero if an id has the same rows on
 * both sides, in any order.
 */
final class IdTable {

  private final Long2IntOpenHashMap places = new Long2IntOpenHashMap();
  private final LongArrayList high = new LongArrayList();
  private final LongArrayList low = new LongArrayList();
  private final LongArrayList contentDifference = new LongArrayList();
  private final IntArrayList kafkaRows = new IntArrayList();
  private final IntArrayList lakeRows = new IntArrayList();
  private final IntArrayList hours = new IntArrayList();
  private final List<Row> inFlight = new ArrayList<>();
  private final HourSums sums = new HourSums();

  IdTable() {
    places.defaultReturnValue(-1);
  }

  /** Receives one id with its row counts. */
  interface Visitor {
    void visit(RowId id, int hour, int kafkaRows, int lakeRows, boolean sameContent);
  }

  synchronized void addKafka(Row row) {
    int place = place(row.id(), row.hour());
    kafkaRows.set(place, kafkaRows.getInt(place) + 1);
    contentDifference.set(place, contentDifference.getLong(place) + row.content());
    sums.addKafka(row.hour(), row.money());
  }

  synchronized void addInFlight(Row row) {
    inFlight.add(row);
  }

  synchronized void addLake(Row row) {
    int place = place(row.id(), row.hour());
    lakeRows.set(place, lakeRows.getInt(place) + 1);
    contentDifference.set(place, contentDifference.getLong(place) - row.content());
    sums.addLake(row.hour(), row.money());
  }

  /**
   * Counts the rows after the mark that are in the lake. The job reads a partition in order, so the
   * first rows of an id are in the lake.
   */
  synchronized void settleInFlight() {
    for (Row row : inFlight) {
      int place = find(row.id());
      if (place >= 0 && lakeRows.getInt(place) > kafkaRows.getInt(place)) {
        addKafka(row);
      }
    }
    inFlight.clear();
  }

  /** The rows and money per hour. */
  HourSums sums() {
    return sums;
  }

  synchronized void visit(Visitor visitor) {
    for (int i = 0; i < hours.size(); i++) {
      visitor.visit(
          new RowId(high.getLong(i), low.getLong(i)),
          hours.getInt(i),
          kafkaRows.getInt(i),
          lakeRows.getInt(i),
          contentDifference.getLong(i) == 0);
    }
  }

  private int place(RowId id, int hour) {
    int found = find(id);
    if (found >= 0) {
      return found;
    }
    places.put(freeKey(id), hours.size());
    high.add(id.high());
    low.add(id.low());
    contentDifference.add(0);
    kafkaRows.add(0);
    lakeRows.add(0);
    hours.add(hour);
    return hours.size() - 1;
  }

  private int find(RowId id) {
    for (long key = id.low(); ; key++) {
      int place = places.get(key);
      if (place < 0 || (low.getLong(place) == id.low() && high.getLong(place) == id.high())) {
        return place;
      }
    }
  }

  /**
   * Returns a free key: if two ids have the same lower half of their hash, the second one gets the
   * next key.
   */
  private long freeKey(RowId id) {
    long key = id.low();
    while (places.containsKey(key)) {
      key++;
    }
    return key;
  }

  /**
   * The data of a row that the comparison needs.
   *
   * @param id the row's id
   * @param content the hash of its columns
   * @param hour its hour since 1970
   * @param money its amount of money
   */
  record Row(RowId id, long content, int hour, double money) {}
}
