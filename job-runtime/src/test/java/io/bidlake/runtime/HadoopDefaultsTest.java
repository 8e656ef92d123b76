package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopDefaultsTest {

  @Test
  void areNotReadForEachFile() {
    assertThat(new Configuration()).isEmpty();
  }
}
