package io.bidlake.bench;

import io.bidlake.local.config.Installation;
import io.bidlake.local.flink.FlinkCluster;
import io.bidlake.local.process.ForegroundProcess;
import io.bidlake.local.process.JavaCommand;
import io.bidlake.local.process.ProcessIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

@Command(
    name = "pieces",
    description =
        "JMH benchmarks of what the jobs spend their time in; takes JMH's arguments, -h for help.")
final class PiecesCommand implements Callable<Integer> {

  /** The arguments for JMH. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("bidlake.home"));
    List<String> options = new ArrayList<>(FlinkCluster.jdkOptions());
    options.addAll(List.of("-Xmx3g", "-XX:+UseParallelGC"));
    JavaCommand jmh =
        JavaCommand.main(
                new Installation(home).benchmarkProgram("hot-pieces"),
                "org.openjdk.jmh.Main",
                options)
            .withArguments(arguments);
    return ForegroundProcess.runInTerminal(
        new ProcessBuilder(jmh.commandLine(new ProcessIdentity("pieces", home))));
  }
}
