package io.bidlake.local.process;

import java.util.concurrent.CountDownLatch;

/** A program that does nothing until it is stopped, or ends at once with a given code. */
public final class BlockingMain {
  private BlockingMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("started");
    if (args.length > 0) {
      System.exit(Integer.parseInt(args[0]));
    }
    new CountDownLatch(1).await();
  }
}
