package io.bidlake.verify.layout;

import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.FlatTable;
import io.bidlake.tables.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is verified beside the tables of windows: topics, and the tables of which a row comes of one
 * record.
 *
 * @param topics the topics
 * @param flat the tables of those topics that need no code
 */
public record Scope(List<Topic<?>> topics, List<FlatTable<?>> flat) {

  /** All that Bidlake has. */
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

  /** The topics of which some tables come. */
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
