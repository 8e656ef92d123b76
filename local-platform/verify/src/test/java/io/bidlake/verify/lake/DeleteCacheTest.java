package io.bidlake.verify.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.verify.lake.CachedDeleteFilter.DeleteCache;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeleteCacheTest {

  private final DeleteCache cache = new DeleteCache(100);
  private final AtomicInteger read = new AtomicInteger();

  @Test
  void readsADeleteFileOnce() {
    assertThat(cache.get("a", read::incrementAndGet, 10)).isEqualTo(1);
    assertThat(cache.get("a", read::incrementAndGet, 10)).isEqualTo(1);
    assertThat(cache.get("b", read::incrementAndGet, 10)).isEqualTo(2);
  }

  @Test
  void hasNoRoomForMoreThanItMayHold() {
    cache.get("a", read::incrementAndGet, 60);
    cache.get("a", read::incrementAndGet, 60);

    assertThat(cache.hasRoomFor(40)).isTrue();
    assertThat(cache.hasRoomFor(41)).isFalse();
  }
}
