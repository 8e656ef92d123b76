package io.bidlake.local.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.options.CreateContainerOptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Main class of the S3 server: serves a folder of plain files over the S3 protocol, with signed
 * requests.
 */
public final class S3Server {
  private static final Logger LOG = LoggerFactory.getLogger(S3Server.class);

  private S3Server() {}

  public static void main(String[] args) throws Exception {
    ServerProperties settings = ServerProperties.read(args);
    Path folder = Files.createDirectories(Path.of(settings.text("folder")));
    URI endpoint = URI.create("http://127.0.0.1:" + settings.port("port"));

    FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(folder.toString());
    String bucket = settings.text("bucket");
    if (!store.containerExists(bucket)) {
      store.createContainer(bucket, CreateContainerOptions.NONE);
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(endpoint)
            .awsAuthentication(
                AuthenticationType.AWS_V4, settings.text("access-key"), settings.text("secret-key"))
            // Trino sends headers that S3Proxy does not know.
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
    LOG.info("S3 serves bucket {} from {} at {}", bucket, folder, endpoint);
  }
}
