package io.bidlake.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void takesTheOptionBeforeTheVariableAndThatBeforeTheDefault() {
    Ports ports =
        Ports.resolve(
            Map.of(PortSetting.KAFKA, "1001"),
            Map.of("KAFKA_PORT", "2001", "S3_PORT", "2002", "UNRELATED", "x"));

    assertThat(ports).isEqualTo(new Ports(Map.of(PortSetting.KAFKA, 1001, PortSetting.S3, 2002)));
    assertThat(ports.schemaRegistry()).isEqualTo(8082);
    assertThat(ports.of(PortSetting.TASKMANAGER_METRICS)).isEqualTo(9250);
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
  void takesFreePortsFromBelowThoseOfOutgoingConnections() throws IOException {
    List<Integer> free = Ports.freePorts(50);

    assertThat(free)
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(20_000, 32_767));
    for (int port : free) {
      new ServerSocket(port).close();
    }
  }
}
