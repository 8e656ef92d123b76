package io.bidlake.maintenance.compaction.columns;

import org.apache.iceberg.common.DynMethods;
import org.apache.iceberg.common.DynMethods.StaticMethod;
import org.apache.iceberg.shaded.org.apache.parquet.io.InputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.OutputFile;

/**
 * Files of Iceberg as Parquet's library takes them, by the adapters of Iceberg's own readers and
 * writers, which only these can access.
 */
final class ParquetStreams {

  private static final StaticMethod INPUT = adapter(org.apache.iceberg.io.InputFile.class);
  private static final StaticMethod OUTPUT = adapter(org.apache.iceberg.io.OutputFile.class);

  private ParquetStreams() {}

  private static StaticMethod adapter(Class<?> file) {
    return DynMethods.builder("file")
        .hiddenImpl("org.apache.iceberg.parquet.ParquetIO", file)
        .buildStatic();
  }

  static InputFile of(org.apache.iceberg.io.InputFile file) {
    return INPUT.invoke(file);
  }

  static OutputFile of(org.apache.iceberg.io.OutputFile file) {
    return OUTPUT.invoke(file);
  }
}
