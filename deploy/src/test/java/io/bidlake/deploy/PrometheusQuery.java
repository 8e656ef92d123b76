package io.bidlake.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an expression in PromQL asks for, as far as our own expressions go. */
record PrometheusQuery(String text) {

  /** Our metrics have a prefix or colons in their names, which functions and labels have not. */
  private static final Pattern SELECTOR =
      Pattern.compile(
          "\\b((?:flink|kafka|trino|minio|jvm|process|prometheus|scrape|kube)_\\w+|\\w+:[\\w:]+|up"
              + "|ALERTS)\\b(\\{[^}]*})?");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!~|!=|=)\"([^\"]*)\"");

  /** A label with a value that it must have or must not have. */
  record LabelValue(String label, String operator, String value) {}

  Set<String> metrics() {
    return matches(SELECTOR, match -> match.group(1));
  }

  /** Each metric with its labels, such as {@code up{job="kafka"}}. */
  Set<String> selectors() {
    return matches(SELECTOR, MatchResult::group);
  }

  Set<LabelValue> labels() {
    return SELECTOR
        .matcher(text)
        .results()
        .filter(match -> match.group(2) != null)
        .flatMap(match -> MATCHER.matcher(match.group(2)).results())
        .map(match -> new LabelValue(match.group(1), match.group(2), match.group(3)))
        .collect(Collectors.toSet());
  }

  /** As Grafana asks it with all values of its variables chosen, at a scrape interval of 15 s. */
  PrometheusQuery withVariablesFilledIn() {
    return new PrometheusQuery(
        text.replace("$__rate_interval", "1m")
            .replaceAll("\"\\$\\w+\"", Matcher.quoteReplacement("\".*\"")));
  }

  private Set<String> matches(Pattern pattern, Function<MatchResult, String> part) {
    return pattern.matcher(text).results().map(part).collect(Collectors.toCollection(TreeSet::new));
  }
}
