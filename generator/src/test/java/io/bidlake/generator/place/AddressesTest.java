package io.bidlake.generator.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.generator.pool.Dice;
import java.util.Locale;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

class AddressesTest {

  private final Dice dice = new Dice(1);

  @Test
  void knowsSpecialAddresses() {
    assertThat(Addresses.isPublic("172.31.255.255")).isFalse();
    assertThat(Addresses.isPublic("172.32.0.1")).isTrue();
    assertThat(Addresses.isPublic("2001:db8::1")).isFalse();
    assertThat(Addresses.isPublic("2003:c0:1:2:3:4:5:6")).isTrue();
  }

  @Test
  void visitorsOfAllCountriesComeFromPublicAddresses() {
    for (Country country : Country.all().items()) {
      for (int i = 0; i < 500; i++) {
        assertThat(Addresses.isPublic(country.addresses().v4(dice))).isTrue();
        assertThat(Addresses.isPublic(country.addresses().v6(dice))).isTrue();
      }
    }
  }

  @Test
  void privateAddressesAreOneOfV4AndV6AndNeverPublic() {
    boolean v4 = false;
    boolean v6 = false;
    for (int i = 0; i < 2_000; i++) {
      PrivateAddress address = PrivateAddress.pick(dice);
      assertThat(address.v4() == null).isNotEqualTo(address.v6() == null);
      Utf8 text = address.v4() == null ? address.v6() : address.v4();
      assertThat(Addresses.isPublic(text)).as(text.toString()).isFalse();
      v4 |= address.v4() != null;
      v6 |= address.v6() != null;
    }
    assertThat(v4 && v6).isTrue();
  }

  @Test
  void writesAddressesAsEverybodyDoes() {
    assertThat((Object) AddressText.v4(0x01020a64)).hasToString("1.2.10.100");
    assertThat((Object) AddressText.v6(0x20010db800010000L, 0xabcL))
        .hasToString("2001:DB8:1:0:0:0:0:ABC".toLowerCase(Locale.ROOT));
  }
}
