package io.bidlake.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskManagerMemoryTest {

  @Test
  void isWhatTheEnvironmentNames() {
    assertThat(TaskManagerMemory.of(Map.of("FLINK_TASKMANAGER_MEMORY", " 4G ")).size())
        .isEqualTo("4g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void hasADefaultWhereNothingIsSaid(String nothing) {
    TaskManagerMemory defaults = TaskManagerMemory.defaults();

    assertThat(TaskManagerMemory.of(Map.of())).isEqualTo(defaults);
    assertThat(TaskManagerMemory.of(Map.of("FLINK_TASKMANAGER_MEMORY", nothing)))
        .isEqualTo(defaults);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "0m", "much", "-1g", "2.5g"})
  void refusesWhatIsNoSize(String size) {
    assertThatThrownBy(() -> TaskManagerMemory.of(Map.of("FLINK_TASKMANAGER_MEMORY", size)))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            "FLINK_TASKMANAGER_MEMORY must be a size such as 2200m or 4g, was %s".formatted(size));
  }
}
