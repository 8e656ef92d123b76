package io.bidlake.deploy;

import io.bidlake.model.ExampleTopics;
import io.bidlake.model.Topic;
import io.bidlake.model.Topics;
import io.bidlake.tables.TableDefinition;
import io.bidlake.tables.Tables;
import io.bidlake.testing.GeneratedDoc;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Lists of topics and tables outside of SQL, held equal to their owners. {@code -Dupdate.docs=true}
 * rewrites them.
 */
class GeneratedListsTest {

  @Test
  void composeNamesEveryTopic() {
    hold("docker-compose.yml", "topics", ofEachTopic("%1$s: ${%1$s:-%2$s}"));
    hold(".env.example", "topics", ofEachTopic("%s=%s"));
    hold("docker-compose.yml", "example topics", ofEach(ExampleTopics.ALL, "%s: %s"));
    hold("docker-compose.yml", "formats", ofEachTopic("%1$s_FORMAT: ${%1$s_FORMAT:-avro}"));
    hold(".env.example", "formats", ofEachTopic("%s_FORMAT=avro"));
  }

  @Test
  void theRoleOnAwsReadsEveryTopicAndThoseOfTheLandingJob() {
    String topic = "\"arn:aws:kafka:eu-west-1:111122223333:topic/example/*/%s\"";
    List<String> resources =
        Stream.concat(Topics.ALL.stream().map(Topic::name), Stream.of("events.*"))
            .map(topic::formatted)
            .toList();
    Pattern resource = Pattern.compile("\"arn:aws:kafka:[^\"]*:topic/[^\"]*\"");
    GeneratedDoc.holdLines(Project.path("docs/clouds/aws.md"), resource, resources);
  }

  @Test
  void thePageOfTablesBeginsWithAllOfThem() {
    String rows = Tables.ALL.stream().map(GeneratedListsTest::row).collect(Collectors.joining());
    hold(
        "docs/tables.md",
        "list of tables",
        "| table | a row is | partitioned by |\n|---|---|---|\n" + rows);
  }

  private static String row(TableDefinition<?> table) {
    String partitions =
        table.partitioning().fields().stream()
            .map(field -> "`" + field.name() + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |\n".formatted(table.name(), table.description(), partitions);
  }

  /** Lines from the variable that renames a topic, and its default name. */
  private static String ofEachTopic(String line) {
    return ofEach(Topics.ALL, line);
  }

  private static String ofEach(List<Topic<?>> topics, String line) {
    return topics.stream()
        .map(topic -> line.formatted(ComposeEventsTest.variableOf(topic), topic.name()) + "\n")
        .collect(Collectors.joining());
  }

  private static void hold(String file, String part, String content) {
    GeneratedDoc.hold(Project.path(file), part, content);
  }
}
