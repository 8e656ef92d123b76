package io.bidlake.bench;

import io.bidlake.bench.windows.StateBackend;
import java.util.List;
import picocli.CommandLine.Option;

/** On which state backends a benchmark runs. */
final class BackendOption {

  @Option(
      names = "--backends",
      split = ",",
      defaultValue = "HASHMAP,ROCKSDB",
      description = "State backends (${DEFAULT-VALUE}).")
  private List<StateBackend> backends;

  List<StateBackend> chosen() {
    return backends;
  }
}
