package org.apache.flink.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/** Stands in for Flink's client: notes the id of the job, and ends as planned or never. */
public final class CliFrontend {
  private static final String ID = "-D$internal.pipeline.job-id=";

  private CliFrontend() {}

  public static void main(String[] args) throws Exception {
    Path conf = Path.of(System.getenv("FLINK_CONF_DIR"));
    for (String arg : args) {
      if (arg.startsWith(ID)) {
        byte[] line = (arg.substring(ID.length()) + System.lineSeparator()).getBytes(UTF_8);
        Path file = conf.resolve("submitted");
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
    String exitCode = Files.readString(conf.resolve("plan"));
    if (exitCode.isEmpty()) {
      new CountDownLatch(1).await();
    }
    System.out.println("the client ends with " + exitCode);
    System.exit(Integer.parseInt(exitCode));
  }
}
