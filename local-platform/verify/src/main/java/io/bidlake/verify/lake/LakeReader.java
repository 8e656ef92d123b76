package io.bidlake.verify.lake;

import io.bidlake.verify.rows.Layout;
import io.bidlake.verify.rows.RowConsumer;
import java.util.Collection;
import java.util.function.Supplier;

/** The tables of the lake, as they were at one moment. */
public interface LakeReader {

  /** Hands over every row of the tables once, in several threads with a consumer each. */
  void read(Collection<Layout> tables, Supplier<RowConsumer> consumers);
}
