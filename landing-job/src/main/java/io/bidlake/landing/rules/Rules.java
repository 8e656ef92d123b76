package io.bidlake.landing.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules of topics. The rule with a topic's own name counts before the first one whose pattern
 * matches it.
 */
public final class Rules {

  /** Without any rule. */
  public static final Rules NONE = new Rules(Map.of(), List.of());

  /** The rule of topics whose names match a pattern. */
  record OfPattern(Pattern pattern, TopicRule rule) {}

  private final Map<String, TopicRule> ofTopic;
  private final List<OfPattern> ofPattern;

  Rules(Map<String, TopicRule> ofTopic, List<OfPattern> ofPattern) {
    this.ofTopic = new HashMap<>(ofTopic);
    this.ofPattern = List.copyOf(ofPattern);
  }

  /** Returns the rule of a topic; one that keeps everything if it has none. */
  public TopicRule of(String topic) {
    TopicRule own = ofTopic.get(topic);
    if (own != null) {
      return own;
    }
    for (OfPattern rule : ofPattern) {
      if (rule.pattern.matcher(topic).matches()) {
        return rule.rule;
      }
    }
    return TopicRule.DEFAULT;
  }

  /** Returns whether a rule names the topic itself. */
  public boolean name(String topic) {
    return ofTopic.containsKey(topic);
  }
}
