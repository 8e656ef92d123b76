package io.bidlake.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void saysInOneLineThatTheRegistryIsAway() {
    assertThat(verify("--schema-registry.url", "http://localhost:1/apis/ccompat/v7")).isEqualTo(2);

    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("schema registry http://localhost:1/apis/ccompat/v7 is not reachable: tried ")
        .endsWith(" (schema-registry.url)");
  }

  @Test
  void refusesSettingsThatItDoesNotKnow() {
    assertThat(verify("--formt", "json", "--timeout", "soon")).isEqualTo(2);

    assertThat(errors())
        .anyMatch(line -> line.startsWith("timeout must be a duration"))
        .anyMatch(line -> line.endsWith("did you mean --format?"));
  }

  @Test
  void listsItsSettings() {
    assertThat(verify("--help")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--kafka.bootstrap-servers",
            "--schema-registry.url",
            "--catalog.*",
            "--flink.url",
            "--funnel.job-name",
            "--windows.grace");
  }

  private int verify(String... args) {
    return Verify.run(List.of(args), Map.of(), print(out), print(err));
  }

  private List<String> errors() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
