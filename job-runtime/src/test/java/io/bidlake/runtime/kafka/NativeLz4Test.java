package io.bidlake.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NativeLz4Test {

  /** The class loader of a job, which is not the system's. */
  private static ClassLoader jobLoader() {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(NativeLz4Test::url)
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void makesTheLibraryTheFastestAlsoInTheClassLoaderOfAJob() throws Exception {
    ClassLoader loader = jobLoader();

    assertThat(fastest(loader)).doesNotContain("JNI");
    Method load = loader.loadClass(NativeLz4.class.getName()).getDeclaredMethod("load");
    load.setAccessible(true);
    load.invoke(null);

    assertThat(fastest(loader)).contains("JNI");
  }

  private static String fastest(ClassLoader loader) throws Exception {
    return loader
        .loadClass("net.jpountz.lz4.LZ4Factory")
        .getMethod("fastestInstance")
        .invoke(null)
        .toString();
  }
}
