package io.bidlake.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformConfigTest {
  @TempDir private Path temp;

  @Test
  void saysWhatIsMissingWhereNothingIsBuilt() {
    assertThatThrownBy(() -> new Installation(temp).requireBuilt(List.of("ingest-job")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("the project is not built: expected ")
        .hasMessageEndingWith("build it with ./bidlake build");
  }

  @Test
  void keepsSecretsOutOfItsText() {
    PlatformConfig config =
        PlatformConfig.of(new Installation(temp), new StateFolder(temp), Ports.defaults());

    assertThat(config.toString()).doesNotContain(config.s3().secretKey());
    assertThat(config.addresses().toString()).doesNotContain(config.s3().secretKey());
  }
}
