package io.bidlake.local.config;

/** What a client needs for the S3 server besides its address. */
public record S3Settings(String accessKey, String secretKey, String bucket, String region) {

  /** The settings of the Compose stack. */
  public static S3Settings defaults() {
    return new S3Settings("admin", "password", "warehouse", "us-east-1");
  }

  public String warehouse() {
    return "s3://" + bucket + "/";
  }

  @Override
  public String toString() {
    return "S3Settings[bucket=" + bucket + ", region=" + region + ", keys=[REDACTED]]";
  }
}
