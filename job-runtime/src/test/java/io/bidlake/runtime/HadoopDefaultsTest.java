package io.bidlake.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopDefaultsTest {

  @Test
  void areNotReadForEachFile() {
    // Of core-default.xml; other tests may have Hadoop read more files than this one.
    assertThat(new Configuration().get("fs.defaultFS")).isNull();
  }
}
