package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WindowProgressTest {

  @Test
  void isThatOfTheSlowestTask() throws IOException {
    assertThat(
            progress(
                    2,
                    """
                    [{"id":"0.currentInputWatermark","value":"2000"},
                     {"id":"1.currentInputWatermark","value":"1000"}]
                    """)
                .low())
        .hasValue(1000);
  }

  @Test
  void isUnknownUntilEveryTaskHasReported() throws IOException {
    assertThat(progress(1, "[]").low()).isEmpty();
    assertThat(progress(2, "[{\"id\":\"0.currentInputWatermark\",\"value\":\"2000\"}]").low())
        .isEmpty();
  }

  @Test
  void isUnknownWhileATaskHasNoWatermark() throws IOException {
    String none = "[{\"id\":\"0.currentInputWatermark\",\"value\":\"-9223372036854775808\"}]";

    assertThat(progress(1, none).low()).isEmpty();
  }

  private static WindowProgress progress(int tasks, String answer) throws IOException {
    return WindowProgress.of("vertex", tasks, new ObjectMapper().readTree(answer));
  }
}
