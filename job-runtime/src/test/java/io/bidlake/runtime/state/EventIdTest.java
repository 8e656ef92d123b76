package io.bidlake.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.util.Utf8;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

  @Test
  void keepsTheHashOfAnIdThatIsLongerThanAnyShouldBe() {
    EventId id = EventId.of(new Utf8("x".repeat(100_000)));

    assertThat(id.toString()).startsWith("sha256:").hasSize(71);
    assertThat(EventId.of(new Utf8("x".repeat(100_000)))).isEqualTo(id);
    assertThat(EventId.of(new Utf8("x".repeat(100_001)))).isNotEqualTo(id);
    assertThat(EventId.of(new Utf8("x".repeat(256)))).hasToString("x".repeat(256));
  }

  private static final String ID = "0c5e9d1f-7a34-4b8e-9d10-5a6b7c8d9e0f";

  private final TypeSerializer<EventId> serializer =
      EventId.TYPE.createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer out = new DataOutputSerializer(8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\0imp-1",
        ID,
        "0C5E9D1F-7A34-4B8E-9D10-5A6B7C8D9E0F",
        "0c5e9d1f-7a34-4b8e-9d10-5a6b7c8d9e0F",
        "0c5e9d1f-7a34-4b8e-9d10-5a6b7c8d9e0g",
        "0c5e9d1f+7a34-4b8e-9d10-5a6b7c8d9e0f",
        "0c5e9d1f-7a34-4b8e+9d10-5a6b7c8d9e0f",
        "0c5e9d1f-7a34-4b8e-9d10+5a6b7c8d9e0f",
        "0c5e9d1f7a34-4b8e-9d10-5a6b7c8d9e0f0",
        "0c5e9d1f-7a34-4b8e-9d10-5a6b7c8d9e0",
        "------------------------------------",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "ffffffff-ffff-ffff-0000-000000000000",
        "00000000-0000-0000-ffff-ffffffffffff",
        "80000000-0000-0000-8000-000000000000",
        "publisher-ü-Ω-\uD83D\uDE00"
      })
  void isTheSameTextWhenItIsReadAgain(String text) throws IOException {
    EventId id = EventId.of(text);
    serializer.serialize(id, out);

    EventId read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(id).hasToString(text);
    assertThat(read).isEqualTo(id).hasSameHashCodeAs(id).hasToString(text);
    assertThat(EventId.of(new Utf8(text))).isEqualTo(id).hasSameHashCodeAs(id);
    assertThat(id.isEmpty()).isEqualTo(text.isEmpty());
  }

  static Stream<Arguments> releasedBytes() {
    return Stream.of(
        arguments("0e4b2b1c-7b3a-4d6e-9f10-a1b2c3d4e5f6", "000e4b2b1c7b3a4d6e9f10a1b2c3d4e5f6"),
        arguments("f4444444-4444-4444-8444-444444444444", "00f4444444444444448444444444444444"),
        arguments("00000000-0000-0000-0000-000000000000", "0000000000000000000000000000000000"),
        arguments(
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "014866666666666666662d666666662d666666662d666666662d666666666666666666666666"),
        arguments(
            "00000000-0000-0000-ffff-ffffffffffff",
            "014830303030303030302d303030302d303030302d666666662d666666666666666666666666"),
        arguments(
            "0E4B2B1C-7B3A-4D6E-9F10-A1B2C3D4E5F6",
            "014830453442324231432d374233412d344436452d394631302d413142324333443445354636"),
        arguments("r1", "01047231"),
        arguments("größe 広告", "011c6772c3b6c39f6520e5ba83e5918a"),
        arguments("", "0100"),
        arguments("\0" + "3click-6", "01120033636c69636b2d36"),
        arguments("x".repeat(64), "018001" + "78".repeat(64)));
  }

  /** They are in the state of jobs that run. */
  @ParameterizedTest
  @MethodSource("releasedBytes")
  void writesAndReadsTheseBytesForGood(String text, String hex) throws IOException {
    EventId.of(text).write(out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
    assertThat(EventId.read(new DataInputDeserializer(HexFormat.of().parseHex(hex))))
        .isEqualTo(EventId.of(text))
        .hasToString(text);
  }

  /** Savepoints name the class that describes the serializer of keys: it can never move. */
  @Test
  void keepsTheNamesOfItsSerializerThatAreInSavepoints() {
    assertThat(serializer.getClass().getName()).isEqualTo("io.bidlake.runtime.EventIdSerializer");
    assertThat(serializer.snapshotConfiguration().getClass().getName())
        .isEqualTo("io.bidlake.runtime.EventIdSerializer$Snapshot");
  }

  @Test
  void takesSeventeenBytesForAUuid() throws IOException {
    EventId.of(UUID.randomUUID().toString()).write(out);

    assertThat(out.length()).isEqualTo(17);
  }

  @Test
  void takesTwoBytesMoreThanAShortText() throws IOException {
    EventId.of("imp-1").write(out);

    assertThat(out.length()).isEqualTo(7);
  }

  @Test
  void readsTextsOfEveryLength() throws IOException {
    for (int length = 0; length <= 300; length++) {
      EventId.of("x".repeat(length)).write(out);
    }

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    for (int length = 0; length <= 300; length++) {
      assertThat(EventId.read(in)).hasToString("x".repeat(length));
    }
  }

  @Test
  void holdsNothingOfATextThatIsOverwritten() {
    Utf8 text = new Utf8("imp-1");
    EventId id = EventId.of(text);

    text.set("imp-2");

    assertThat(id).hasToString("imp-1");
  }

  @Test
  void isOrderedByTheBytesOfItsText() {
    List<String> texts =
        List.of(
            "",
            "00000000-0000-0000-0000-000000000000",
            "0c5e9d1f-7a34-4b8e-0d10-5a6b7c8d9e0f",
            "0c5e9d1f-7a34-4b8e-9d10-5a6b7c8d9e0f",
            "0c5f",
            "90000000-0000-0000-0000-000000000000",
            "a0000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "\uFFFD",
            "\uD83D\uDE00");
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < texts.size(); j++) {
        assertThat(Integer.signum(EventId.of(texts.get(i)).compareTo(EventId.of(texts.get(j)))))
            .as("%s, %s", texts.get(i), texts.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void differsFromOtherIds() {
    assertThat(EventId.of(ID)).isNotEqualTo(EventId.of(ID.replace('f', 'e')));
    assertThat(EventId.of("a")).isNotEqualTo(EventId.of("b")).isNotEqualTo(EventId.of(ID));
  }

  @Test
  void canBeTheKeyOfAStream() {
    assertThat(EventId.TYPE.isKeyType()).isTrue();
    assertThat(serializer.isImmutableType()).isTrue();
  }
}
