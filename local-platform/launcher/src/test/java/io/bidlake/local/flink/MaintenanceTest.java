package io.bidlake.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlake.local.config.Addresses;
import io.bidlake.local.config.Installation;
import io.bidlake.local.config.PlatformException;
import io.bidlake.local.config.Ports;
import io.bidlake.local.config.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
  private static final Addresses ADDRESSES = new Addresses(Ports.defaults(), S3Settings.defaults());

  @TempDir private Path home;

  @Test
  void isToldOfTheTablesAndOfNothingElse() throws IOException {
    List<String> arguments = job(Map.of()).arguments();

    assertThat(arguments).containsSubsequence(ADDRESSES.catalogArguments());
    assertThat(arguments).noneMatch(argument -> argument.matches("--(kafka|schema-registry)\\..*"));
  }

  @Test
  void looksSoonerAtTheTablesThanElsewhere() throws IOException {
    assertThat(job(Map.of()).arguments())
        .containsSubsequence("--check-interval", "10s")
        .containsSubsequence("--compaction.interval", "1m")
        .containsSubsequence("--expire.restore-within", "1h");
  }

  @Test
  void leavesSettingsToTheUser() throws IOException {
    List<String> arguments =
        job(Map.of("COMPACTION_INTERVAL", "7m", "EXPIRE_MAX_AGE", "")).arguments();

    assertThat(arguments)
        .containsSubsequence("--compaction.interval", "7m")
        .containsSubsequence("--expire.max-age", "1h");
    assertThat(arguments.stream().filter("--compaction.interval"::equals)).hasSize(1);
  }

  @Test
  void isNoneOfTheJobsThatReadEvents() {
    assertThat(Jobs.names()).doesNotContain(Maintenance.NAME);
    assertThat(Jobs.inputs()).doesNotContainKey(Maintenance.NAME);
  }

  @Test
  void handsTheUsersWordsToASinglePassAsTheyAre() {
    assertThat(Maintenance.passArguments(ADDRESSES, List.of("--dry-run", "--tables", "clicks")))
        .startsWith("--once", ADDRESSES.catalogArguments().get(0))
        .containsSubsequence(ADDRESSES.catalogArguments())
        .endsWith("--dry-run", "--tables", "clicks");
  }

  @Test
  void saysThatItsJarIsNotBuilt() {
    assertThatThrownBy(() -> Maintenance.job(new Installation(home), ADDRESSES, Map.of()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("the project is not built: expected ")
        .hasMessageContaining("maintenance-job-*-all.jar");
  }

  private Job job(Map<String, String> environment) throws IOException {
    Path target = Files.createDirectories(home.resolve("maintenance-job/target"));
    Path jar = Files.createFile(target.resolve("maintenance-job-1-all.jar"));
    Job job = Maintenance.job(new Installation(home), ADDRESSES, environment);
    assertThat(job.name()).isEqualTo("bidlake-maintenance");
    assertThat(job.jar()).isEqualTo(jar);
    return job;
  }
}
