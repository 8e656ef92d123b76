package io.bidlake.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizesTest {

  @ParameterizedTest
  @CsvSource({"1b,1", "512KB,524288", "256 MB,268435456", "2gb,2147483648", "1TB,1099511627776"})
  void readsSizesInPowersOf1024(String written, long bytes) {
    assertThat(size(written)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0MB", "-1MB", "256", "MB", "1.5GB", "999999999999GB", "999999999TB"})
  void refusesWhatIsNoPositiveSizeWithItsKey(String written) {
    Settings settings = Settings.of(List.of("--target=" + written), Map.of());
    settings.bytes("target", 1, "Size");

    assertThatThrownBy(settings::check)
        .hasMessageContaining("target must be a positive size such as 512KB, 256MB or 2GB")
        .hasMessageContaining("was '" + written + "'");
  }

  @ParameterizedTest
  @CsvSource({"1,1B", "1023,1023B", "524288,512KB", "268435456,256MB", "1073741824,1GB"})
  void tellsADefaultAsPeopleWriteIt(long bytes, String written) {
    assertThat(ByteSizes.format(bytes)).isEqualTo(written);
  }

  @Test
  void leavesOutWhatNobodySet() {
    Settings settings = Settings.of(List.of(), Map.of());

    assertThat(settings.optionalBytes("target", "Size")).isEmpty();
    assertThat(settings.optionalDuration("age", "Age")).isEmpty();
  }

  private static long size(String written) {
    return Settings.of(List.of("--target=" + written), Map.of()).bytes("target", 1, "Size");
  }
}
