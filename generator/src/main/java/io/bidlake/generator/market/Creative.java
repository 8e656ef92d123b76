package io.bidlake.generator.market;

import java.util.List;
import org.apache.avro.util.Utf8;

/**
 * An ad of an advertiser's campaign.
 *
 * @param advertiser number of the advertiser
 * @param mtype 1 banner, 2 video, 3 audio, 4 native
 * @param w width in device independent pixels, null for audio and native
 * @param h height in device independent pixels, null for audio and native
 * @param dur duration in seconds, null for banners and native
 */
public record Creative(
    int advertiser,
    Utf8 id,
    Utf8 campaign,
    List<Utf8> domains,
    List<Utf8> categories,
    Integer mtype,
    Integer w,
    Integer h,
    Integer dur,
    Utf8 clickUrl) {

  static final int BANNER = 1;
  static final int VIDEO = 2;
  static final int AUDIO = 3;
  static final int NATIVE = 4;

  public Utf8 domain() {
    return domains.get(0);
  }
}
