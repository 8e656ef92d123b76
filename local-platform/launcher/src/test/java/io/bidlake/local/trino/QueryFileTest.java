package io.bidlake.local.trino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFileTest {
  @TempDir private Path temp;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        temp.resolve("02-win-rate.sql"), "--  Who wins how often? \n-- more\nSELECT 1;");
    Files.writeString(temp.resolve("10-ctr.sql"), "SELECT 1;\n-- not a title");
    Files.writeString(temp.resolve("README.md"), "-- no query");
  }

  @Test
  void takesItsTitleFromTheFirstLine() {
    QueryFile file = new QueryFile(temp.resolve("02-win-rate.sql"));

    assertThat(file.name()).isEqualTo("02-win-rate");
    assertThat(file.title()).isEqualTo("Who wins how often?");
  }

  @Test
  void leavesOutTheWordThatMarksATitle() throws IOException {
    Path path = temp.resolve("cpm.sql");
    Files.writeString(path, "-- TITLE: What is a win worth?\nSELECT 1;");

    assertThat(new QueryFile(path).title()).isEqualTo("What is a win worth?");
  }

  @Test
  void refusesAFileThatDoesNotSayWhatItAnswers() {
    QueryFile file = new QueryFile(temp.resolve("10-ctr.sql"));

    assertThatThrownBy(file::title)
        .isInstanceOf(PlatformException.class)
        .hasMessage(file.path() + " must begin with a comment that says what it answers, does not");
  }

  @Test
  void areAllOfAFolderInTheOrderOfTheirNames() {
    assertThat(QueryFile.named(List.of(), temp))
        .extracting(QueryFile::name)
        .containsExactly("02-win-rate", "10-ctr");
  }

  @Test
  void areOnlyThoseThatAreNamedWithOrWithoutTheNumber() {
    for (String name : List.of("win-rate", "02-win-rate")) {
      assertThat(QueryFile.named(List.of(name), temp))
          .extracting(QueryFile::name)
          .containsExactly("02-win-rate");
    }
  }

  @Test
  void listsTheNamesWhenOneIsUnknown() {
    assertThatThrownBy(() -> QueryFile.named(List.of("ctr", "crt"), temp))
        .isInstanceOf(PlatformException.class)
        .hasMessage("NAME must be one of 02-win-rate, 10-ctr, was crt");
  }
}
