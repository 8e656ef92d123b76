package io.bidlake.maintenance.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Opens the file of a run for writing. */
@FunctionalInterface
interface RunOutput {

  OutputStream open(Path file) throws IOException;
}
