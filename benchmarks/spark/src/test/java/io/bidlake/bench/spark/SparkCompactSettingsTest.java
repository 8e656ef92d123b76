package io.bidlake.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkCompactSettingsTest {

  private static final List<String> NEEDED =
      List.of("--table", "clicks", "--work-folder", "work", "--catalog.uri", "http://catalog");

  @Test
  void callsTheProcedureForTheTableOfTheNamespace() {
    assertThat(read("--lake.namespace", "copy_1", "--strategy", "sort").call())
        .isEqualTo(
            "CALL lake.system.rewrite_data_files(table => 'copy_1.clicks', strategy => 'sort',"
                + " options => map('min-input-files', '2'))");
  }

  @Test
  void takesWhatTheHarnessSays() {
    SparkCompactSettings settings = read("--parallelism", "3");

    assertThat(settings.strategy()).isEqualTo(SparkCompactSettings.Strategy.BINPACK);
    assertThat(settings.parallelism()).isEqualTo(3);
    assertThat(settings.catalog()).isEqualTo(Map.of("uri", "http://catalog"));
  }

  @Test
  void refusesAStrategyThatItDoesNotKnow() {
    assertThatThrownBy(() -> read("--strategy", "zorder"))
        .hasMessageContaining("strategy")
        .hasMessageContaining("zorder");
  }

  private static SparkCompactSettings read(String... more) {
    List<String> args = new ArrayList<>(NEEDED);
    args.addAll(List.of(more));
    return SparkCompactSettings.read(args, Map.of());
  }
}
