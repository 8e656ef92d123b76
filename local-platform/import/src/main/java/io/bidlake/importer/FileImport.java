package io.bidlake.importer;

import com.google.common.base.Throwables;
import io.bidlake.importer.PieceDecoder.Decoded;
import io.bidlake.importer.PieceDecoder.WithoutTimeException;
import io.bidlake.importer.Pieces.Piece;
import io.bidlake.importer.Pieces.Place;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Decodes one file and returns its records in order. Several threads each decode a piece, assuming
 * that it starts and ends between two documents. A piece that does not is decoded again,
 * sequentially, together with the rest of the piece before it. The result, dead letters included,
 * is therefore the same as from decoding the whole file sequentially.
 */
final class FileImport implements AutoCloseable {

  private final Pieces pieces;
  private final ExecutorService threads;
  private final int ahead;
  private final ThreadLocal<PieceDecoder> decoders;
  private final PieceDecoder inOneGo;

  private final Deque<Pending> pending = new ArrayDeque<>();
  private Place reached;
  private boolean isWithin;
  private byte[] left = {};
  private Place leftFrom;

  private record Pending(Piece piece, Future<Decoded> decoded) {}

  /**
   * Prepares the import of a file.
   *
   * @param decoders creates decoders for the file
   */
  FileImport(Pieces pieces, int threads, Supplier<PieceDecoder> decoders) {
    this.pieces = pieces;
    this.threads = Executors.newFixedThreadPool(threads);
    this.ahead = threads + 2;
    this.decoders = ThreadLocal.withInitial(decoders);
    this.inOneGo = decoders.get();
    this.reached = pieces.end();
  }

  /**
   * Returns the contents of the next piece; null at the end of the file.
   *
   * @throws WithoutTimeException if a document of the piece has no time
   */
  Decoded next() throws InterruptedException {
    for (Piece piece = takeAhead(); piece != null; piece = takeAhead()) {
      Piece taken = piece;
      pending.add(
          new Pending(
              taken, isWithin ? null : threads.submit(() -> decoders.get().decodeAlone(taken))));
    }
    Pending next = pending.poll();
    if (next == null) {
      return null;
    }
    Decoded alone = isWithin || next.decoded == null ? null : await(next.decoded);
    Decoded decoded = alone == null ? decodeWithLeft(next.piece) : alone;
    reached = isWithin ? reached : next.piece.end();
    return decoded;
  }

  private Piece takeAhead() {
    return pending.size() < ahead ? pieces.next() : null;
  }

  /** The last place between two documents up to which contents were returned. */
  Place reached() {
    return reached;
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
      Throwables.throwIfUnchecked(e.getCause());
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
