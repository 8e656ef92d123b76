package io.bidlake.landing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesFormatTest {

  @Test
  void findsTheRuleOfATopicByItsNameAndThenByPattern() {
    Rules rules =
        parse(
            """
            topics:
              /events\\..*/: {retention: 1h}
              events.a: {table: mine, partition-by: "bucket(4, id)", columns: {id: "list<int>"}}
              /.*/: {partition-by: none}
            """);

    assertThat(rules.of("events.a").table()).contains("mine");
    assertThat(rules.of("events.a").retention()).isNull();
    assertThat(rules.of("events.a").fields().columns().get("id"))
        .isEqualTo(Types.ListType.ofOptional(1, Types.IntegerType.get()));
    assertThat(rules.of("events.b").retention()).isEqualTo(Duration.ofHours(1));
    assertThat(rules.of("others").partitionBy()).isEmpty();
    assertThat(rules.of("events.b").partitionBy()).containsExactly(PartitionBy.DAY_OF_RECORD);
    assertThat(rules.name("events.a")).isTrue();
    assertThat(rules.name("events.b")).isFalse();
    assertThat(Rules.NONE.of("events.b").format()).isEqualTo(TopicRule.Format.ANY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          topics: {a: {tabel: x}}                     | topics a tabel: Unrecognized field "tabel"
          topics: {a: {format: xml}}                  | topics a format: Cannot deserialize value of type
          topics: {a: {table: My-Table}}              | a table must be small letters, digits and underscores, was 'My-Table'
          topics: {/a/: {table: x}}                   | /a/ table cannot be the same for all topics
          topics: {/(/: {format: json}}               | /(/ : Unclosed group
          topics: {a: {hash: [id]}}                   | a hash needs a key in landing.hash-key
          topics: {a: {partition-by: country}}        | a partition-by: must be hour(column), day(column)
          topics: {a: {partition-by: "bucket(0, x)"}} | a partition-by: must be hour(column), day(column)
          topics: {a: {columns: {x: number}}}         | a columns x: must be boolean, int, long
          topics: {a: {deduplicate: {by: [id]}}}      | a deduplicate must have the columns (by) and a duration (within)
          topics: {a: {retention: forever}}           | a retention must be a duration such as
          topics: {a: {rename: {x: a-b}}}             | a rename x must be letters, digits and underscores, was 'a-b'
          topics: {a: }                               | a must have at least one line
          topics: {a: {format: json}, a: {}}          | line 1: Duplicate field 'a'
          topics: [a]                                 | topics: Cannot deserialize value of type
          topics: [                                   | line
          """)
  void saysWhatIsWrong(String yaml, String problem) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void acceptsAnEmptyFile() {
    assertThat(parse("").of("a")).isEqualTo(Rules.NONE.of("a"));
    assertThat(parse("topics:").of("a")).isEqualTo(Rules.NONE.of("a"));
  }

  private static Rules parse(String yaml) {
    return new RulesFormat("").parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
