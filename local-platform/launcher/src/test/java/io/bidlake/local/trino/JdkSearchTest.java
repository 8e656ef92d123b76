package io.bidlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Jdk;
import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkSearchTest {
  @TempDir private Path temp;
  private Jdk own;
  private Path installed;

  @BeforeEach
  void runOnAnOldJdk() throws IOException {
    own = JdkFolder.in(temp.resolve("own"), "17.0.15");
    installed = Files.createDirectories(temp.resolve("installed"));
  }

  @Test
  void takesTheJdkThatIsNamedThoughOthersWouldDo() throws IOException {
    JdkFolder.in(installed.resolve("jdk-24"), "24.0.1");
    Jdk named = JdkFolder.in(temp.resolve("named"), "25.0.3");

    assertThat(search(Map.of("TRINO_JAVA_HOME", named.home().toString())).find()).isEqualTo(named);
  }

  @Test
  void refusesANamedJdkThatIsTooOldThoughAnotherWouldDo() throws IOException {
    JdkFolder.in(installed.resolve("jdk-24"), "24.0.1");

    assertThatThrownBy(() -> search(Map.of("TRINO_JAVA_HOME", own.home().toString())).find())
        .isInstanceOf(PlatformException.class)
        .hasMessage("it needs a JDK 24 or newer, TRINO_JAVA_HOME is JDK 17.0.15 at " + own.home());
  }

  @Test
  void refusesANamedFolderThatIsNoJdk() {
    assertThatThrownBy(() -> search(Map.of("TRINO_JAVA_HOME", temp.toString())).find())
        .hasMessage(
            "it needs a JDK 24 or newer, TRINO_JAVA_HOME is %s, which is no JDK".formatted(temp));
  }

  @Test
  void prefersTheJdkThatRunsUsWhenItIsNewEnough() throws IOException {
    JdkFolder.in(installed.resolve("jdk-24"), "24.0.1");
    Jdk newOwn = JdkFolder.in(temp.resolve("new"), "26");

    assertThat(new JdkSearch(Map.of(), newOwn.home(), List.of(installed)).find()).isEqualTo(newOwn);
  }

  @Test
  void takesTheOldestThatIsNewEnoughInItsNewestUpdate() throws IOException {
    JdkFolder.in(installed.resolve("jdk-21"), "21.0.8");
    JdkFolder.in(installed.resolve("jdk-25"), "25.0.3");
    JdkFolder.in(installed.resolve("a"), "24.0.1");
    Jdk newest = JdkFolder.in(installed.resolve("b"), "24.0.2");

    assertThat(search(Map.of()).find()).isEqualTo(newest);
  }

  @Test
  void looksIntoTheBundlesOfMacOs() throws IOException {
    Jdk bundled = JdkFolder.in(installed.resolve("temurin-25.jdk/Contents/Home"), "25.0.3");

    assertThat(search(Map.of()).find()).isEqualTo(bundled);
  }

  @Test
  void saysWhatIsMissingWhereNoneIsNewEnough() throws IOException {
    JdkFolder.in(installed.resolve("jdk-21"), "21.0.8");
    Files.createDirectories(installed.resolve("no-jdk"));
    Files.writeString(JdkFolder.in(installed.resolve("odd"), "24").home().resolve("release"), "");

    assertThatThrownBy(() -> search(Map.of()).find())
        .isInstanceOf(PlatformException.class)
        .hasMessage("it needs a JDK 24 or newer, found none; install one or set TRINO_JAVA_HOME");
  }

  private JdkSearch search(Map<String, String> environment) {
    return new JdkSearch(environment, own.home(), List.of(installed, temp.resolve("missing")));
  }
}
