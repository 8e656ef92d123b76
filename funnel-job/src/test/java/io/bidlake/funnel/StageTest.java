package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.model.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {

  @Test
  void standsInTheOrderOfTheTopics() {
    assertThat(Topics.ALL)
        .containsExactly(
            Topics.BID_REQUESTS, Topics.BID_RESPONSES, Topics.IMPRESSIONS, Topics.CLICKS);
    assertThat(List.of(Stage.REQUEST, Stage.RESPONSE, Stage.IMPRESSION, Stage.CLICK))
        .extracting(Stage::index)
        .containsExactly(
            Topics.ALL.indexOf(Topics.BID_REQUESTS),
            Topics.ALL.indexOf(Topics.BID_RESPONSES),
            Topics.ALL.indexOf(Topics.IMPRESSIONS),
            Topics.ALL.indexOf(Topics.CLICKS));
    assertThat(Stage.COUNT).isEqualTo(Topics.ALL.size());
  }

  @Test
  void isFoundByItsIndex() {
    for (Stage stage : Stage.values()) {
      assertThat(Stage.of(stage.index())).isSameAs(stage);
    }
  }

  @Test
  void standsBelowTheStageBefore() {
    assertThat(Stage.RESPONSE.parent()).isSameAs(Stage.REQUEST);
    assertThat(Stage.IMPRESSION.parent()).isSameAs(Stage.RESPONSE);
    assertThat(Stage.CLICK.parent()).isSameAs(Stage.IMPRESSION);
  }
}
