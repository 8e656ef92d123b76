package io.bidlake.verify.landing;

import io.bidlake.verify.columns.JsonTexts;

/**
 * A topic with its table.
 *
 * @param number its position among the topics
 * @param jsonTexts the columns of the table that contain JSON text; filled while records are read
 */
record LandingTopic(int number, LandingTable table, TopicRule rule, JsonTexts jsonTexts) {

  String name() {
    return table.topic();
  }
}
