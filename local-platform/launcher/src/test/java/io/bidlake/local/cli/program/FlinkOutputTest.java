package io.bidlake.local.cli.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class FlinkOutputTest {

  @Test
  void leavesOutWhatFlinkSaysOfTheBeginAndTheEndOfAJob() throws IOException {
    assertThat(
            shown(
                """
                Job has been submitted with JobID 4bd1
                Program execution finished
                Job with JobID 4bd1 has finished.
                Job Runtime: 7101 ms
                Accumulator Results:\s
                - reports (java.util.ArrayList) [10 elements]


                table   action

                clicks  COMPACT
                """))
        .isEqualTo(
            """
            table   action

            clicks  COMPACT
            """);
  }

  @Test
  void showsAllOfWhatAProgramSaysThatRunsNoJob() throws IOException {
    assertThat(shown("Settings of a job:\n\n--once\n")).isEqualTo("Settings of a job:\n\n--once\n");
  }

  private static String shown(String output) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    new FlinkOutput(new BufferedReader(new StringReader(output)))
        .copyTo(new PrintStream(shown, true, UTF_8));
    return shown.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
