package io.bidlake.maintenance.sort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;

class RunCompressionTest {

  @Test
  void isAsFastBelowAClassLoaderForJobsAsWithoutOne() throws Exception {
    try (URLClassLoader forJobs = classLoader()) {
      Class<?> compression = forJobs.loadClass(RunCompression.class.getName());
      Field implementation = compression.getDeclaredField("LZ4");
      implementation.setAccessible(true);

      assertThat(compression.getClassLoader()).isSameAs(forJobs);
      assertThat(implementation.get(null)).hasToString(LZ4Factory.fastestInstance().toString());
    }
  }

  private static URLClassLoader classLoader() throws IOException {
    URL[] classPath =
        Arrays.stream(
                System.getProperty("java.class.path").split(System.getProperty("path.separator")))
            .map(RunCompressionTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
