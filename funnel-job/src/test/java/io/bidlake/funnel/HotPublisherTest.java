package io.bidlake.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.runtime.window.Contribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** A publisher with most of the traffic costs the subtask that it belongs to next to nothing. */
class HotPublisherTest {

  private static final int REQUESTS_PER_WATERMARK = 2_000;

  private final List<Contribution> sent = new ArrayList<>();

  @Test
  void sendsOneContributionPerWatermarkHourAndPublisher() throws Exception {
    Random random = new Random(7);
    CorrelateSubtask subtask = subtask();
    long hot = 0;
    for (int second = 0; second < 5; second++) {
      // The last second of an hour and the first of the next.
      long time = TestEvents.HOUR + second * 1_000L - 2_500;
      for (int i = 0; i < REQUESTS_PER_WATERMARK; i++) {
        String publisher = i % 10 == 0 ? "pub-" + random.nextInt(3) : "hot";
        String id = second + "-" + i;
        long at = time + random.nextInt(1_000);
        take(subtask, TestEvents.request(id, at, publisher));
        take(subtask, TestEvents.response(id, "p", at + 1));
        hot += publisher.equals("hot") ? 1 : 0;
      }
      assertThat(sent).isEmpty();

      subtask.emitWatermark(new Watermark(time - 5_000));

      assertThat(sent)
          .hasSizeLessThanOrEqualTo(2 * 4)
          .extracting(contribution -> new HourOfPublisher(contribution.slice, contribution.key))
          .doesNotHaveDuplicates();
      hot -= requestsOf("hot");
      sent.clear();
    }
    assertThat(hot).isZero();
    subtask.close();
  }

  private long requestsOf(String publisher) {
    return sent.stream()
        .filter(contribution -> contribution.key.equals(publisher))
        .mapToLong(contribution -> contribution.totals.counts[0])
        .sum();
  }

  private static void take(CorrelateSubtask subtask, FunnelEvent event) throws Exception {
    subtask.emitRecord(new StreamRecord<>(event));
  }

  private CorrelateSubtask subtask() throws Exception {
    CorrelateSubtask subtask =
        new CorrelateSubtask(
            new FunnelOperators(TestEvents.STAGES, Duration.ofHours(1)),
            new Place(1, 1, 0),
            1,
            new CorrelateSubtask.Downstream() {
              @Override
              public void send(int from, Contribution contribution) {
                sent.add(contribution);
              }

              @Override
              public void broadcast(int from, Object element) {}
            },
            0);
    subtask.open(null);
    return subtask;
  }
}
