package io.bidlake.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedriveTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void namesWhatItDoesNotUnderstand() {
    assertThat(redrive("--reason", "MALFORMD,EMPTY", "--since", "yesterday", "--dryrun", "true"))
        .isEqualTo(2);

    assertThat(errors())
        .anyMatch(line -> line.matches(".*reason must be one of empty, .*, was 'MALFORMD'"))
        .anyMatch(line -> line.contains("or how long ago, such as 2h, was 'yesterday'"))
        .anyMatch(line -> line.contains("did you mean --dry-run?"))
        .noneMatch(line -> line.contains("were sent"));
  }

  @Test
  void saysInOneLineThatTheCatalogIsAway() {
    int exitCode =
        redrive("--catalog.type", "rest", "--catalog.uri", "http://localhost:1", "--dry-run");

    assertThat(exitCode).isEqualTo(2);
    assertThat(errors())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("stopped: 0 letters were sent"),
            line ->
                assertThat(line)
                    .startsWith("the Iceberg catalog at http://localhost:1 cannot be opened"));
  }

  @Test
  void listsItsSettings() {
    assertThat(redrive("--help")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--topic", "--reason", "--since", "--until", "--dry-run", "LogAppendTime");
  }

  private int redrive(String... args) {
    return Redrive.run(List.of(args), Map.of(), print(out), print(err));
  }

  private List<String> errors() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
