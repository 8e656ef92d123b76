package io.bidlake.verify.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bidlake.model.Click;
import io.bidlake.model.Topics;
import io.bidlake.verify.Events;
import io.bidlake.verify.TestKafka;
import io.bidlake.verify.kafka.MessageReader.UndecodableException;
import io.bidlake.verify.layout.DeadLetterReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessageReaderTest {

  private static final byte[] CLICK = TestKafka.encode(Events.click("r", "c"));

  private final MessageReader<Click> reader =
      new MessageReader<>(Topics.CLICKS.schema(), new TestKafka());

  @Test
  void readsAMessage() throws UndecodableException {
    assertThat(reader.read(CLICK)).isEqualTo(Events.click("r", "c"));
  }

  @Test
  void readsOnAfterABrokenMessage() throws UndecodableException {
    assertThatThrownBy(() -> reader.read(Arrays.copyOf(CLICK, 20)))
        .isInstanceOf(UndecodableException.class);
    assertThat(reader.read(CLICK)).isEqualTo(Events.click("r", "c"));
  }

  static Stream<Arguments> noMessages() {
    byte[] wrongMagic = CLICK.clone();
    wrongMagic[0] = 1;
    byte[] unknownSchema = CLICK.clone();
    unknownSchema[1] = 77;
    byte[] hugeString = CLICK.clone();
    Arrays.fill(hugeString, 5, 9, (byte) 0xff);
    hugeString[9] = 0x0f;
    return Stream.of(
        arguments(new byte[0], DeadLetterReason.EMPTY),
        arguments(null, DeadLetterReason.EMPTY),
        arguments(new byte[] {0, 0, 0, 0}, DeadLetterReason.NOT_WIRE_FORMAT),
        arguments(wrongMagic, DeadLetterReason.NOT_WIRE_FORMAT),
        arguments(unknownSchema, DeadLetterReason.UNKNOWN_SCHEMA),
        arguments(hugeString, DeadLetterReason.MALFORMED),
        arguments(
            TestKafka.encode(Events.impression("r", "i", 1)), DeadLetterReason.INCOMPATIBLE_SCHEMA),
        arguments(Arrays.copyOf(CLICK, CLICK.length - 1), DeadLetterReason.MALFORMED),
        arguments(Arrays.copyOf(CLICK, CLICK.length + 1), DeadLetterReason.MALFORMED));
  }

  @ParameterizedTest
  @MethodSource("noMessages")
  void refusesWhatIsNoMessage(byte[] bytes, DeadLetterReason reason) {
    assertThatThrownBy(() -> reader.read(bytes))
        .isInstanceOfSatisfying(
            UndecodableException.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void readsWhatAnOlderSchemaWrote() throws UndecodableException {
    Schema older = without("creative_id");
    MessageReader<Click> older1 =
        new MessageReader<>(Topics.CLICKS.schema(), id -> Optional.of(older));
    byte[] message = TestKafka.encode(1, Events.click("r", "c"));
    // The null branch of creative_id is one byte; the older schema has no such field.
    byte[] shorter = withoutByte(message, indexOfCreative(message));

    assertThat(older1.read(shorter)).isEqualTo(Events.click("r", "c"));
  }

  private static Schema without(String field) {
    var fields =
        SchemaBuilder.record("Click").namespace(Topics.CLICKS.schema().getNamespace()).fields();
    Topics.CLICKS.schema().getFields().stream()
        .filter(each -> !each.name().equals(field))
        .forEach(each -> fields.name(each.name()).type(each.schema()).noDefault());
    return fields.endRecord();
  }

  /** Behind five short strings, of which "seat-1" is the last. */
  private static int indexOfCreative(byte[] message) {
    return new String(message, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("seat-1") + 6;
  }

  private static byte[] withoutByte(byte[] bytes, int index) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
    System.arraycopy(bytes, index + 1, shorter, index, shorter.length - index);
    return shorter;
  }
}
