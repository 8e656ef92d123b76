package io.bidlake.verify.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.verify.base.CannotVerifyException;
import io.bidlake.verify.columns.KeyedHash;
import io.bidlake.verify.landing.TopicRule.Deduplicate;
import io.bidlake.verify.landing.TopicRule.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingRulesTest {

  private static final KeyedHash HASH = new KeyedHash("secret");

  private static final String ALL =
      """
      topics:
        /events\\..*/:
          format: json
        events.viewability:
          table: viewability
          format: avro
          partition-by: [day(viewed_at), bucket(16, id)]
          sort-by: [campaign_id]
          deduplicate: {by: [event_id], within: 1h}
          leave-out: [debug]
          hash: [device_id, device.ip]
          rename: {ID: other_id}
          columns: {price: double}
          retention: 30d
      """;

  @Test
  void readsWhatChangesTheValuesOfATable() {
    TopicRule rule = LandingRules.of(ALL, HASH).of("events.viewability");

    assertThat(rule.format()).contains(Format.AVRO);
    assertThat(rule.deduplicate())
        .contains(new Deduplicate(List.of("event_id"), Duration.ofHours(1)));
    assertThat(rule.fields().leftOut()).containsExactly("debug");
    assertThat(rule.fields().hashed()).containsExactlyInAnyOrder("device_id", "device.ip");
    assertThat(rule.fields().renamed()).containsOnlyKeys("ID").containsValue("other_id");
    assertThat(rule.fields().typed()).containsExactly("price");
    assertThat(rule.retention()).contains(Duration.ofDays(30));
    assertThat(rule.timeColumns()).containsExactly("viewed_at");
  }

  @Test
  void takesTheNameOfATopicBeforeAnExpression() {
    LandingRules rules = LandingRules.of(ALL, HASH);

    assertThat(rules.of("events.consents").format()).contains(Format.JSON);
    assertThat(rules.of("my.events.consents")).isEqualTo(TopicRule.NONE);
  }

  @Test
  void areNoneWithoutAFile() {
    assertThat(LandingRules.read(Optional.empty(), HASH, uri -> null).of("events.views"))
        .isEqualTo(TopicRule.NONE);
  }

  @Test
  void areReadFromAPathOrAUri(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), ALL);

    for (String place : List.of(file.toString(), file.toUri().toString())) {
      assertThat(LandingRules.read(Optional.of(place), HASH, uri -> null).of("events.x").format())
          .contains(Format.JSON);
    }
    assertThat(
            LandingRules.read(
                    Optional.of("s3://bucket/rules.yaml"),
                    HASH,
                    uri -> new ByteArrayInputStream(ALL.getBytes(StandardCharsets.UTF_8)))
                .of("events.x")
                .format())
        .contains(Format.JSON);
  }

  @Test
  void saysThatARuleIsNotValid() {
    LandingRules rules =
        LandingRules.of("topics: {events.x: {format: xml}, events.y: {retention: long}}", HASH);

    for (String topic : List.of("events.x", "events.y")) {
      assertThatThrownBy(() -> rules.of(topic))
          .isInstanceOf(CannotVerifyException.class)
          .hasMessageStartingWith("landing.rules: the rule of " + topic + " is not valid: ");
    }
  }

  @Test
  void saysThatAFileCannotBeRead(@TempDir Path folder) {
    String missing = folder.resolve("missing.yaml").toString();

    assertThatThrownBy(() -> LandingRules.read(Optional.of(missing), HASH, uri -> null))
        .isInstanceOf(CannotVerifyException.class)
        .hasMessageStartingWith("landing.rules: " + missing + " cannot be read: ");
  }
}
