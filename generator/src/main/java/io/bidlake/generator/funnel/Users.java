package io.bidlake.generator.funnel;

import io.bidlake.generator.market.Channel;
import io.bidlake.generator.market.Dice;
import io.bidlake.generator.market.Text;
import io.bidlake.model.Eid;
import io.bidlake.model.Uid;
import io.bidlake.model.User;
import java.util.List;
import org.apache.avro.util.Utf8;

/** Makes {@code user}: ids only where the visitor allows them. */
final class Users {

  private static final double KNOWN_TO_BUYER = 0.6;
  private static final double HAS_EXTENDED_ID = 0.4;
  private static final double HAS_INTERESTS = 0.2;

  private static final List<Utf8> SOURCES =
      Text.list("id5-sync.com", "liveramp.com", "uidapi.com", "pubcid.org");

  private static final List<Utf8> INTERESTS =
      Text.list("sports,cars", "travel,food", "gaming", "fashion,beauty", "finance", "garden,diy");

  private Users() {}

  static User user(Privacy privacy, Channel channel, Dice person) {
    boolean known = privacy.identity() == Privacy.Identity.KNOWN;
    if (!known && privacy.consent() == null) {
      return null;
    }
    User user = new User();
    user.setConsent(privacy.consent());
    user.setEids(List.of());
    if (known) {
      user.setId(person.uuid());
      if (person.chance(KNOWN_TO_BUYER)) {
        user.setBuyeruid(person.uuid());
      }
      if (person.chance(HAS_EXTENDED_ID)) {
        Uid uid = new Uid(person.uuid(), channel == Channel.APP ? 2 : 1);
        user.setEids(List.of(new Eid(SOURCES.get(person.below(SOURCES.size())), List.of(uid))));
      }
      if (person.chance(HAS_INTERESTS)) {
        user.setKeywords(INTERESTS.get(person.below(INTERESTS.size())));
      }
    }
    return user;
  }
}
