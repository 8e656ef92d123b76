package io.bidlake.model;

import static io.bidlake.model.SampleEvents.utf8;
import static io.bidlake.model.SampleEvents.utf8s;

import java.util.List;

/** The placement of {@link SampleBidRequest}, for any kind of ad. */
final class SamplePlacement {

  private SamplePlacement() {}

  static Imp imp() {
    return Imp.newBuilder()
        .setId(utf8("imp-1"))
        .setBanner(
            Banner.newBuilder()
                .setW(300)
                .setH(250)
                .setFormat(List.of(new Format(728, 90), new Format(970, 250)))
                .setBattr(List.of(13))
                .setPos(4)
                .setMimes(utf8s("image/png"))
                .setApi(List.of(3))
                .build())
        .setVideo(video())
        .setNative$(
            Native.newBuilder()
                .setRequest(utf8("{\"ver\":\"1.2\"}"))
                .setVer(utf8("1.2"))
                .setApi(List.of(5))
                .setBattr(List.of(14))
                .build())
        .setAudio(
            Audio.newBuilder()
                .setMimes(utf8s("audio/mp4"))
                .setMinduration(4)
                .setMaxduration(31)
                .setStartdelay(-1)
                .setProtocols(List.of(9))
                .setFeed(3)
                .setStitched(1)
                .build())
        .setPmp(
            Pmp.newBuilder()
                .setPrivateAuction(1)
                .setDeals(
                    List.of(
                        Deal.newBuilder()
                            .setId(utf8("deal-1"))
                            .setBidfloor(2.5)
                            .setBidfloorcur(utf8("GBP"))
                            .setAt(3)
                            .setWseat(utf8s("seat-2"))
                            .setWadomain(utf8s("brand.example"))
                            .build()))
                .build())
        .setDisplaymanager(utf8("sdk"))
        .setDisplaymanagerver(utf8("4.2"))
        .setInstl(1)
        .setRwdd(1)
        .setTagid(utf8("tag-1"))
        .setBidfloor(0.5)
        .setBidfloorcur(utf8("EUR"))
        .setSecure(1)
        .setExp(300)
        .build();
  }

  private static Video video() {
    return Video.newBuilder()
        .setMimes(utf8s("video/mp4", "video/webm"))
        .setMinduration(5)
        .setMaxduration(30)
        .setStartdelay(-2)
        .setProtocols(List.of(3, 7))
        .setW(640)
        .setH(360)
        .setPlcmt(2)
        .setLinearity(1)
        .setSkip(0)
        .setPlaybackmethod(List.of(6))
        .setPos(7)
        .setApi(List.of(7))
        .build();
  }
}
