package io.bidlake.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path temp;

  @Test
  void givesTheLastLinesInTheirOrder() throws IOException {
    Path log = Files.writeString(temp.resolve("x.log"), "one\ntwo\nthree\n");

    assertThat(LogFile.lastLines(log, 2)).containsExactly("two", "three");
    assertThat(LogFile.lastLines(log, 9)).containsExactly("one", "two", "three");
    assertThat(LogFile.lastLines(log, 0)).isEmpty();
    assertThat(LogFile.lastLines(log, -1)).isEmpty();
    assertThat(LogFile.lastLines(temp.resolve("absent.log"), 2)).isEmpty();
  }

  @Test
  void tellsOfAFailureWhereTheLogIsAndHowItEnds() throws IOException {
    Path log = Files.writeString(temp.resolve("x.log"), "one\ntwo\n");

    assertThat(LogFile.failure("x ended", log))
        .isEqualTo("x ended; its log is " + log + " and ends with\n    one\n    two");
  }

  @Test
  void readsALogThatHoldsOtherBytesThanText() throws IOException {
    Path log = Files.write(temp.resolve("x.log"), new byte[] {(byte) 0xff, '\n', 'b'});

    assertThat(LogFile.lastLines(log, 1)).containsExactly("b");
  }

  @Test
  void followsWhatIsAddedAndStartsAnewWhenTheLogIsRotated() throws IOException {
    Path log = Files.writeString(temp.resolve("x.log"), "old\n");
    LogFollower follower = LogFollower.fromEnd(log);
    assertThat(added(follower)).isEmpty();

    Files.writeString(log, "new\n", StandardOpenOption.APPEND);
    assertThat(added(follower)).isEqualTo("new\n");

    Files.writeString(log, "r\n");
    assertThat(added(follower)).isEqualTo("r\n");
  }

  private static String added(LogFollower follower) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    follower.copyNew(out);
    return out.toString(UTF_8);
  }
}
