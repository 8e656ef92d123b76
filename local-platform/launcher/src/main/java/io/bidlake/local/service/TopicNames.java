package io.bidlake.local.service;

import io.bidlake.model.Topic;
import io.bidlake.settings.Settings;
import java.util.List;

/** The topics as the environment names them, for the generator, the jobs and us alike. */
final class TopicNames {
  private TopicNames() {}

  static List<String> configured(List<Topic<?>> topics) {
    Settings settings = Settings.of(List.of(), System.getenv());
    return topics.stream()
        .map(topic -> settings.text("topic." + topic.name(), topic.name(), "Name of the topic"))
        .toList();
  }
}
