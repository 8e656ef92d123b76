package io.bidlake.local.service;

import io.bidlake.model.Tables;
import io.bidlake.settings.Settings;
import java.util.List;

/** The namespace of the tables as the environment names it, for the jobs and us alike. */
public final class LakeNamespace {
  private LakeNamespace() {}

  public static String configured() {
    return Settings.of(List.of(), System.getenv())
        .text("lake.namespace", Tables.NAMESPACE, "Iceberg namespace of the tables");
  }
}
