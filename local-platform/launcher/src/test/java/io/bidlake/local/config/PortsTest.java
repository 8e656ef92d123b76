package io.bidlake.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @Test
  void warnsOfAPortThatAConnectionMayHave() {
    assertThat(Ports.defaults().warnings()).isEmpty();
    assertThat(Ports.free().warnings()).isEmpty();
    assertThat(new Ports(Map.of(PortSetting.KAFKA, 40_000)).warnings())
        .singleElement(STRING)
        .startsWith("KAFKA_PORT is 40000");
  }

  @Test
  void takesTheOptionBeforeTheVariableAndThatBeforeTheDefault() {
    Ports ports =
        Ports.resolve(
            Map.of(PortSetting.KAFKA, "1001"),
            Map.of("KAFKA_PORT", "2001", "S3_PORT", "2002", "UNRELATED", "x"));

    assertThat(ports).isEqualTo(new Ports(Map.of(PortSetting.KAFKA, 1001, PortSetting.S3, 2002)));
    assertThat(ports.of(PortSetting.SCHEMA_REGISTRY)).isEqualTo(8082);
    assertThat(ports.of(PortSetting.TASKMANAGER_METRICS)).isEqualTo(9250);
  }

  @Test
  void keepTheVariablesOptionsAndAddressesThatWereReleased() {
    assertThat(
            Arrays.stream(PortSetting.values())
                .map(
                    port ->
                        "%s %s %s %s"
                            .formatted(
                                port.service(),
                                port.variable(),
                                port.option(),
                                port.address(port.defaultPort()))))
        .containsExactly(
            "kafka KAFKA_PORT --kafka-port 127.0.0.1:29092",
            "schema-registry SCHEMA_REGISTRY_PORT --schema-registry-port"
                + " http://127.0.0.1:8082/apis/ccompat/v7",
            "s3 S3_PORT --s3-port http://127.0.0.1:9000",
            "iceberg-rest ICEBERG_REST_PORT --iceberg-rest-port http://127.0.0.1:8181",
            "flink-jobmanager FLINK_PORT --flink-port http://127.0.0.1:8081",
            "trino TRINO_PORT --trino-port http://127.0.0.1:8080",
            "kafka KAFKA_METRICS_PORT --kafka-metrics-port http://127.0.0.1:9404/metrics",
            "flink-jobmanager JOBMANAGER_METRICS_PORT --jobmanager-metrics-port"
                + " http://127.0.0.1:9249/metrics",
            "flink-taskmanager TASKMANAGER_METRICS_PORT --taskmanager-metrics-port"
                + " http://127.0.0.1:9250/metrics");
  }

  @Test
  void areAllDifferentByDefault() {
    assertThat(Ports.defaults().numbers().values()).doesNotHaveDuplicates();
    assertThat(Ports.resolve(Map.of(), Map.of())).isEqualTo(Ports.defaults());
  }

  @Test
  void leadToWhatAServiceServesButForItsMetrics() {
    Addresses addresses =
        new Addresses(
            new Ports(Map.of(PortSetting.KAFKA, 1, PortSetting.FLINK, 2, PortSetting.S3, 3)),
            S3Settings.defaults());

    assertThat(addresses.of(ServiceName.KAFKA)).isEqualTo("127.0.0.1:1");
    assertThat(addresses.of(ServiceName.FLINK_JOBMANAGER)).isEqualTo("http://127.0.0.1:2");
    assertThat(addresses.of(ServiceName.FLINK_TASKMANAGER)).isEmpty();
    assertThat(addresses.of(ServiceName.MOCK_DATA_GEN)).isEmpty();
    assertThat(addresses.uri(PortSetting.TASKMANAGER_METRICS))
        .hasToString("http://127.0.0.1:9250/metrics");
    assertThat(addresses.catalogProperties()).containsEntry("s3.endpoint", "http://127.0.0.1:3");
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
  void showWhereADebuggerAttaches() {
    Addresses addresses =
        new Addresses(Ports.defaults().withDebugger("5005"), S3Settings.defaults());

    assertThat(addresses.debugger()).isEqualTo("127.0.0.1:5005");
    assertThat(addresses.of(ServiceName.FLINK_TASKMANAGER)).isEqualTo("127.0.0.1:5005 (debugger)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "65536", "any", "127.0.0.1:5005"})
  void haveNoneForADebuggerWhereATextIsNoPort(String text) {
    assertThatThrownBy(() -> Ports.defaults().withDebugger(text))
        .isInstanceOf(PlatformException.class)
        .hasMessage("--debug-taskmanager must be a port from 1 to 65535, was " + text);
  }

  @Test
  void haveNoneForADebuggerThatAServiceHas() {
    assertThatThrownBy(() -> Ports.defaults().withDebugger("29092"))
        .isInstanceOf(PlatformException.class)
        .hasMessage("--debug-taskmanager and KAFKA_PORT must differ, were both 29092");
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

  /** A port stays free until the server that it is for has started. */
  @Test
  void giveNoFreePortTwice() {
    assertThat(Ports.freePorts(200)).doesNotContainAnyElementsOf(Ports.freePorts(200));
  }
}
