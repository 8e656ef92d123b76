package io.bidlake.local.chaos.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A client's connection and the proxy's connection to the server, with one thread per direction.
 * HTTP/1.1 clients wait for the response before the next request, so a request begins with the
 * first bytes after a response; its toxic is chosen then.
 */
final class ProxiedConnection {
  private static final int CHUNK_BYTES = 8192;

  /** More than the headers of a request, and less than any file. */
  private static final int CUT_AFTER_BYTES = 2048;

  private static final long DELAY_NANOS = 2_000_000_000;
  private static final byte[] CONTINUE = "HTTP/1.1 100".getBytes(US_ASCII);
  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(US_ASCII);

  private final Socket client;
  private final Socket server;
  private final Supplier<Toxic> weather;
  private volatile Toxic toxic = Toxic.NONE;
  private volatile boolean answered = true;

  /**
   * Creates a connection whose copying has not started.
   *
   * @param weather supplies the toxic for a request that begins now
   */
  ProxiedConnection(Socket client, Socket server, Supplier<Toxic> weather) {
    this.client = client;
    this.server = server;
    this.weather = weather;
  }

  /** Copies from the client to the server until one of them closes the connection. */
  void copyRequests() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      int requestBytes = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (answered) {
          answered = false;
          requestBytes = 0;
          toxic = weather.get();
          if (toxic == Toxic.DELAY) {
            LockSupport.parkNanos(DELAY_NANOS);
          } else if (toxic == Toxic.ERROR) {
            refuse();
          }
        }
        if (toxic == Toxic.CUT && requestBytes + read > CUT_AFTER_BYTES) {
          out.write(chunk, 0, Math.max(0, CUT_AFTER_BYTES - requestBytes));
          return;
        }
        if (toxic != Toxic.ERROR) { // Else discard the request.
          out.write(chunk, 0, read);
        }
        requestBytes += read;
      }
    } catch (IOException e) {
      // One side has closed its connection; closing both lets the other see it.
    }
  }

  /** Copies from the server to the client until one of them closes the connection. */
  void copyAnswers() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (interim(chunk, read)) {
          out.write(chunk, 0, read);
          continue;
        }
        switch (toxic) {
          case DROP_ANSWER -> {
            close();
            return;
          }
          case CUT -> {
            out.write(chunk, 0, read / 2);
            close();
            return;
          }
          case ERROR_AFTERWARDS -> {
            refuse();
            return;
          }
          default -> {
            answered = true;
            out.write(chunk, 0, read);
          }
        }
      }
      close();
    } catch (IOException e) {
      close();
    }
  }

  /**
   * Whether it is the interim response 100 Continue, which asks for the body before the server
   * acts.
   */
  private static boolean interim(byte[] chunk, int read) {
    return read >= CONTINUE.length
        && Arrays.equals(chunk, 0, CONTINUE.length, CONTINUE, 0, CONTINUE.length);
  }

  private void refuse() throws IOException {
    client.getOutputStream().write(UNAVAILABLE);
    client.shutdownOutput();
  }

  void close() {
    try (client;
        server) {
      // Closes both, even if closing the first fails.
    } catch (IOException e) {
      // The connections are not used again.
    }
  }
}
