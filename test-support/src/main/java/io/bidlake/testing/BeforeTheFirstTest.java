package io.bidlake.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Prepares a JVM for tests; JUnit finds it by the service file. */
public final class BeforeTheFirstTest implements LauncherSessionListener {

  /** Of the libraries that Hadoop needs, which not every module with Hadoop's classes has. */
  private static final String OF_HADOOP =
      "/org/apache/hadoop/shaded/com/ctc/wstx/io/InputBootstrapper.class";

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (getClass().getResource(OF_HADOOP) != null) {
      PlainLocalFiles.useForAllTables();
    }
  }
}
