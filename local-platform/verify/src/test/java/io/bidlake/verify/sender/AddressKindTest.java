package io.bidlake.verify.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressKindTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.32.0.1",
        "192.0.0.9",
        "192.88.99.1",
        "223.255.255.255",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "2001:4:112::1",
        "2001:200::1",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void takesWhatTheInternetRoutesAsPublic(String address) {
    assertThat(AddressKind.of(address)).isEqualTo(AddressKind.PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.1.1",
        "0.0.0.0",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd12:3456::1",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "2001:2::1",
        "::ffff:10.0.0.1",
        "::ffff:c0a8:101"
      })
  void takesEverythingElseAsNonPublic(String address) {
    assertThat(AddressKind.of(address)).isEqualTo(AddressKind.NON_PUBLIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "example.com",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.4:80",
        "[::1]",
        "10.0.0.0/8",
        "10.0.*.1",
        "10.0.0.1-5",
        "0x7f.0.0.1",
        "010.0.0.1",
        "3232235777",
        "fe80::1%eth0",
        "1::2::3",
        " 8.8.8.8",
        "*"
      })
  void takesWhatIsNoAddressLiteralAsInvalid(String text) {
    assertThat(AddressKind.of(text)).isEqualTo(AddressKind.INVALID);
  }

  @Test
  void knowsThatThereIsNone() {
    assertThat(AddressKind.of(null)).isEqualTo(AddressKind.ABSENT);
    assertThat(AddressKind.of("")).isEqualTo(AddressKind.ABSENT);
    assertThat(AddressKind.of(" ")).isEqualTo(AddressKind.ABSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64:ff9b::10.0.0.1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe"
      })
  void judgesTheAddressThatAnotherIsAWayTo(String text) {
    assertThat(AddressKind.of(text)).isEqualTo(AddressKind.NON_PUBLIC);
    String toPublic =
        text.replace("10.0.0.1", "8.8.8.8")
            .replace("a00:1", "808:808")
            .replace("f5ff:fffe", "f7f7:f7f7");
    assertThat(AddressKind.of(toPublic)).isEqualTo(AddressKind.PUBLIC);
  }
}
