package io.bidlake.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.util.ConfigUtil;
import org.junit.jupiter.api.Test;

class HadoopDefaultsTest {

  @Test
  void areNotReadForEachFile() {
    // Parquet's writer has classes of MapReduce loaded, and they have more files read.
    ConfigUtil.loadResources();

    assertThat(new Configuration()).isEmpty();
  }
}
