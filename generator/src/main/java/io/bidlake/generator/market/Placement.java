package io.bidlake.generator.market;

import io.bidlake.generator.pool.Dice;
import io.bidlake.model.Audio;
import io.bidlake.model.Banner;
import io.bidlake.model.Native;
import io.bidlake.model.Video;
import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * A slot for ads, with all fields that are the same in each request.
 *
 * @param creatives creatives that fit the slot
 * @param deals deals that can be offered for the slot
 */
public record Placement(
    Utf8 tag,
    Media media,
    Banner banner,
    Video video,
    Native nativeAd,
    Audio audio,
    int interstitial,
    int rewarded,
    List<Creative> creatives,
    List<DealOffer> deals) {

  /** Where the slot is. */
  public enum Surface {
    DESKTOP_PAGE,
    PHONE_PAGE,
    MOBILE_APP,
    TV_APP,
    SCREEN
  }

  /** Returns a creative that fits and is not blocked. */
  public Creative creative(Blocklist blocklist, Dice dice) {
    int start = dice.below(creatives.size());
    for (int i = 0; i < creatives.size(); i++) {
      Creative creative = creatives.get((start + i) % creatives.size());
      if (!blocklist.blocks(creative)) {
        return creative;
      }
    }
    throw new IllegalStateException("every creative for " + tag + " is blocked");
  }
}
