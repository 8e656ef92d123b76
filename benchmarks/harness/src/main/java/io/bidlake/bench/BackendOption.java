package io.bidlake.bench;

import io.bidlake.bench.windows.StateBackend;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for the state backends of a benchmark. */
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
