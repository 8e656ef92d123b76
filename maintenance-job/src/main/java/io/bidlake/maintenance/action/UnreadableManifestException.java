package io.bidlake.maintenance.action;

/** A Flink sink may still commit the files of a manifest, but which those are cannot be read. */
public final class UnreadableManifestException extends RuntimeException {

  UnreadableManifestException(
      String table, String location, FlinkManifestName name, Throwable cause) {
    super(
        ("no file of %s was removed: %s must be readable, because job %s has not committed its"
                + " checkpoint %d yet and the files in it must stay, but: %s")
            .formatted(
                table, location, name.writer().jobId(), name.checkpointId(), cause.getMessage()),
        cause);
  }
}
