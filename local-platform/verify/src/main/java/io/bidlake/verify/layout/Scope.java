package io.bidlake.verify.layout;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is verified in addition to the windowed tables: the topics, and the tables whose rows each
 * come from one record.
 *
 * @param topics the topics
 * @param flat the tables of flat topics
 */
public record Scope(List<Topic<?>> topics, List<FlatTable<?>> flat) {

  /** All topics and tables of Bidlake. */
  public static final Scope ALL = new Scope(Topics.ALL, Tables.FLAT);

  public Scope {
    topics = List.copyOf(topics);
    flat = List.copyOf(flat);
  }

  /** The tables, in the order of the report. */
  public List<Layout> tables() {
    List<Layout> tables = new ArrayList<>();
    tables.add(Layout.BID_REQUESTS);
    tables.add(Layout.BID_REQUESTS_ENRICHED);
    tables.add(Layout.BID_RESPONSES);
    flat.forEach(table -> tables.add(Layout.of(table)));
    tables.add(Layout.DEAD_LETTERS);
    return tables;
  }

  /** The topics from which the rows of some tables come. */
  public List<Topic<?>> topicsOf(Collection<Layout> tables) {
    return topics.stream()
        .filter(
            topic ->
                tables.stream()
                    .anyMatch(table -> table.topic() == null || topic.equals(table.topic())))
        .<Topic<?>>map(topic -> topic)
        .toList();
  }
}
