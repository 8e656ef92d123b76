package io.bidlake.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void rendersKafkasProperties() throws IOException {
    String text =
        new Template("kafka-server.properties")
            .render(Map.of("port", "29092", "controller.port", "4711", "folder", "/d $1"));

    assertThat(text)
        .contains("listeners=PLAINTEXT://127.0.0.1:29092,CONTROLLER://127.0.0.1:4711")
        .contains("log.dirs=/d $1");
  }

  @Test
  void refusesAPlaceholderThatNobodyFillsIn() {
    assertThatThrownBy(
            () ->
                new Template("kafka-server.properties")
                    .render(Map.of("port", "1", "controller.port", "2")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("kafka-server.properties: ${folder} must be one of");
  }
}
