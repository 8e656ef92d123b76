package io.bidlake.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void takesTheOptionBeforeTheVariableAndThatBeforeTheDefault() {
    Ports ports =
        Ports.resolve(
            Map.of(PortSetting.KAFKA, "1001"),
            Map.of("KAFKA_PORT", "2001", "S3_PORT", "2002", "UNRELATED", "x"));

    assertThat(ports).isEqualTo(new Ports(1001, 8082, 2002, 8181, 8081));
  }

  @Test
  void reportsAllWrongPortsAtOnceByTheKeyThatWasUsed() {
    assertThatThrownBy(
            () ->
                Ports.resolve(
                    Map.of(PortSetting.KAFKA, "many"),
                    Map.of("S3_PORT", "70000", "FLINK_PORT", "0")))
        .isInstanceOf(PlatformException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "--kafka-port must be a port from 1 to 65535, was many",
                "S3_PORT must be a port from 1 to 65535, was 70000",
                "FLINK_PORT must be a port from 1 to 65535, was 0"));
  }

  @Test
  void refusesOnePortForTwoServices() {
    assertThatThrownBy(() -> Ports.resolve(Map.of(), Map.of("KAFKA_PORT", "8081")))
        .hasMessage("KAFKA_PORT and FLINK_PORT must differ, were both 8081");
  }

  @Test
  void namesServicePortAndSettingWhenAPortIsInUse() throws IOException {
    Ports free = Ports.free();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports =
          new Ports(
              taken.getLocalPort(), free.schemaRegistry(), free.s3(), free.icebergRest(), 65_000);

      assertThatThrownBy(() -> PortCheck.requireFree(ports))
          .isInstanceOf(PlatformException.class)
          .hasMessage(
              "kafka needs port %d, which is in use; choose another with KAFKA_PORT or --kafka-port"
                  .formatted(taken.getLocalPort()));
    }
    PortCheck.requireFree(free);
  }
}
