package io.bidlake.importer;

import io.bidlake.importer.PieceDecoder.Decoded;
import io.bidlake.importer.PieceDecoder.WithoutTimeException;
import io.bidlake.importer.Pieces.Piece;
import io.bidlake.importer.Pieces.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Decodes one file and passes its records on in order. Several threads each decode a piece,
 * assuming that it starts and ends between two documents. A piece that does not is decoded again,
 * sequentially, together with the rest of the piece before it. The result, dead letters included,
 * is therefore the same as from decoding the whole file sequentially.
 */
final class FileImport {

  private final ExecutorService threads;
  private final int ahead;
  private final ThreadLocal<PieceDecoder> decoders;
  private final PieceDecoder inOneGo;

  private boolean isWithin;
  private byte[] left = {};
  private Place leftFrom;

  /** Receives the contents of a file. */
  interface Consumer {

    /**
     * Receives the contents of a piece.
     *
     * @param next where the file continues, between two documents; null if that is not known
     * @param storedBytes the bytes of the stored file that have been read
     * @return whether to continue
     */
    boolean take(Decoded decoded, Place next, long storedBytes) throws IOException;
  }

  private record Pending(Piece piece, Future<Decoded> decoded) {}

  /**
   * Prepares the import of a file.
   *
   * @param decoders creates decoders for the file
   */
  FileImport(int threads, Supplier<PieceDecoder> decoders) {
    this.threads = Executors.newFixedThreadPool(threads);
    this.ahead = threads + 2;
    this.decoders = ThreadLocal.withInitial(decoders);
    this.inOneGo = decoders.get();
  }

  /**
   * Imports until the file ends or the consumer stops it.
   *
   * @throws WithoutTimeException if a document has no time; nothing of its piece is passed on
   */
  void run(Pieces pieces, Consumer consumer) throws IOException, InterruptedException {
    Deque<Pending> pending = new ArrayDeque<>();
    try {
      boolean goesOn = true;
      while (goesOn) {
        fill(pending, pieces);
        Pending next = pending.poll();
        if (next == null) {
          return;
        }
        Decoded alone = isWithin || next.decoded == null ? null : await(next.decoded);
        Decoded decoded = alone == null ? decodeWithLeft(next.piece) : alone;
        goesOn = consumer.take(decoded, isWithin ? null : next.piece.end(), pieces.storedBytes());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void fill(Deque<Pending> pending, Pieces pieces) {
    while (pending.size() < ahead) {
      Piece piece = pieces.next();
      if (piece == null) {
        return;
      }
      pending.add(
          new Pending(
              piece, isWithin ? null : threads.submit(() -> decoders.get().decodeAlone(piece))));
    }
  }

  private Decoded decodeWithLeft(Piece piece) {
    if (!isWithin) {
      inOneGo.begin();
      leftFrom = piece.place();
    }
    byte[] bytes = Arrays.copyOf(left, left.length + piece.length());
    System.arraycopy(piece.bytes(), 0, bytes, left.length, piece.length());
    Decoded decoded = new Decoded();
    int end = inOneGo.decode(bytes, bytes.length, leftFrom, piece.isLast(), decoded);
    leftFrom = leftFrom.after(bytes, end);
    left = Arrays.copyOfRange(bytes, end, bytes.length);
    isWithin = left.length > 0 || !inOneGo.isBetweenDocuments();
    return decoded;
  }

  private static Decoded await(Future<Decoded> decoded) throws InterruptedException {
    try {
      return decoded.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
