package io.bidlake.verify.compare;

import io.bidlake.verify.layout.RowId;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of each id on both sides, in about 60 bytes an id. The columns are compared by
 * the sum of the rows' hashes, Kafka's less the lake's: it is zero when an id has the same rows on
 * both sides, in whatever order they came.
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

  /** One id with its rows. */
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
   * Counts those rows after the mark that the lake has. The job reads a partition in order, so of
   * one id's rows the first ones are there.
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

  /** Rows and money by hour. */
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

  /** Two ids may share one half of their hashes: the second one takes the next key. */
  private long freeKey(RowId id) {
    long key = id.low();
    while (places.containsKey(key)) {
      key++;
    }
    return key;
  }

  /**
   * A row, as far as comparing it needs it.
   *
   * @param id id of the row
   * @param content hash of its columns
   * @param hour its hour
   * @param money its money
   */
  record Row(RowId id, long content, int hour, double money) {}
}
