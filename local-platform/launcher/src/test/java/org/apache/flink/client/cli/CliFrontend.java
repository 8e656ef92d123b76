package org.apache.flink.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Stands in for Flink's client: notes the id of the job, takes its time and ends as planned. */
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
    String[] plan = Files.readString(conf.resolve("plan")).split(" ", -1);
    TimeUnit.SECONDS.sleep(Integer.parseInt(plan[0]));
    System.out.println("the client ends with " + plan[1]);
    System.exit(Integer.parseInt(plan[1]));
  }
}
