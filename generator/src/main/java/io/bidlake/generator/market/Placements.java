package io.bidlake.generator.market;

import io.bidlake.generator.market.Placement.Surface;
import io.bidlake.generator.pool.DataFile;
import io.bidlake.generator.pool.DataFile.Row;
import io.bidlake.generator.pool.Text;
import io.bidlake.generator.pool.Weighted;
import io.bidlake.model.Audio;
import io.bidlake.model.Banner;
import io.bidlake.model.Format;
import io.bidlake.model.Native;
import io.bidlake.model.Video;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.util.Utf8;

/** Reads the placements and finds the creatives that fit each of them. */
final class Placements {

  private static final List<Utf8> VIDEO_TYPES = Text.list("video/mp4", "video/webm");
  private static final List<Utf8> AUDIO_TYPES = Text.list("audio/mpeg", "audio/mp4");
  private static final List<Integer> VAST = List.of(2, 3, 5, 6, 7, 8);
  private static final List<Integer> AUDIO_VAST = List.of(9, 10);
  private static final List<Integer> MRAID_AND_OMID = List.of(5, 6, 7);
  private static final List<Integer> OMID = List.of(7);
  private static final List<Integer> NO_AUTOPLAY_SOUND = List.of(1);
  private static final Utf8 NATIVE_VERSION = new Utf8("1.2");
  private static final Utf8 NATIVE_REQUEST =
      new Utf8(
          """
          {"ver":"1.2","context":1,"plcmttype":1,"assets":[\
          {"id":1,"required":1,"title":{"len":90}},\
          {"id":2,"required":1,"img":{"type":3,"wmin":300,"hmin":157}},\
          {"id":3,"required":0,"data":{"type":1,"len":25}}]}""");

  private Placements() {}

  static Map<Surface, Weighted<Placement>> all(
      List<Creative> creatives, Map<Media, List<DealOffer>> deals) {
    Map<Surface, Weighted.Builder<Placement>> builders = new EnumMap<>(Surface.class);
    for (Row row : DataFile.read("placements.txt")) {
      Banner banner = row.text(4).isEmpty() ? null : banner(row);
      Video video = row.text(6).isEmpty() ? null : video(row);
      Audio audio = row.text(7).isEmpty() ? null : audio(row);
      Native nativeAd = row.integer(8) == 1 ? nativeAd() : null;
      Media media = Media.valueOf(row.text(3));
      builders
          .computeIfAbsent(Surface.valueOf(row.text(0)), s -> new Weighted.Builder<>())
          .add(
              new Placement(
                  new Utf8(row.text(2)),
                  media,
                  banner,
                  video,
                  nativeAd,
                  audio,
                  row.integer(9),
                  row.integer(10),
                  creatives.stream()
                      .filter(creative -> fits(creative, banner, video, audio, nativeAd))
                      .toList(),
                  deals.get(media)),
              row.decimal(1));
    }
    Map<Surface, Weighted<Placement>> placements = new EnumMap<>(Surface.class);
    builders.forEach((surface, builder) -> placements.put(surface, builder.build()));
    return placements;
  }

  private static boolean fits(
      Creative creative, Banner banner, Video video, Audio audio, Native nativeAd) {
    return switch (creative.mtype()) {
      case Creative.BANNER -> banner != null && fits(creative, banner);
      case Creative.VIDEO ->
          video != null
              && creative.w().equals(video.getW())
              && creative.h().equals(video.getH())
              && creative.dur() >= video.getMinduration()
              && creative.dur() <= video.getMaxduration();
      case Creative.AUDIO ->
          audio != null
              && creative.dur() >= audio.getMinduration()
              && creative.dur() <= audio.getMaxduration();
      default -> nativeAd != null;
    };
  }

  private static boolean fits(Creative creative, Banner banner) {
    return banner.getFormat().isEmpty()
        ? creative.w().equals(banner.getW()) && creative.h().equals(banner.getH())
        : banner.getFormat().contains(new Format(creative.w(), creative.h()));
  }

  private static Banner banner(Row row) {
    List<Format> sizes =
        row.names(4).stream()
            .map(size -> size.split("x", -1))
            .map(size -> new Format(Integer.valueOf(size[0]), Integer.valueOf(size[1])))
            .toList();
    Banner.Builder builder = Banner.newBuilder().setPos(row.integer(5)).setApi(MRAID_AND_OMID);
    return sizes.size() == 1
        ? builder.setW(sizes.get(0).getW()).setH(sizes.get(0).getH()).build()
        : builder.setFormat(sizes).build();
  }

  private static Video video(Row row) {
    List<Integer> numbers = row.numbers(6);
    return Video.newBuilder()
        .setMimes(VIDEO_TYPES)
        .setW(numbers.get(0))
        .setH(numbers.get(1))
        .setPlcmt(numbers.get(2))
        .setMinduration(numbers.get(3))
        .setMaxduration(numbers.get(4))
        .setStartdelay(numbers.get(5))
        .setSkip(numbers.get(6))
        .setLinearity(1)
        .setProtocols(VAST)
        .setPlaybackmethod(NO_AUTOPLAY_SOUND)
        .setPos(row.integer(5))
        .setApi(OMID)
        .build();
  }

  private static Audio audio(Row row) {
    List<Integer> numbers = row.numbers(7);
    return Audio.newBuilder()
        .setMimes(AUDIO_TYPES)
        .setMinduration(numbers.get(0))
        .setMaxduration(numbers.get(1))
        .setFeed(numbers.get(2))
        .setStartdelay(0)
        .setStitched(1)
        .setProtocols(AUDIO_VAST)
        .build();
  }

  private static Native nativeAd() {
    return Native.newBuilder()
        .setRequest(NATIVE_REQUEST)
        .setVer(NATIVE_VERSION)
        .setApi(OMID)
        .build();
  }
}
