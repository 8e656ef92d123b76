package io.bidlake.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlake.domain.RejectionReason;
import io.bidlake.tables.DeadLetter;
import io.bidlake.tables.LateEvent;
import io.bidlake.tables.MaintenanceAction;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages explain every reason and every action that a table can show, and none that it cannot. */
class ReasonsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final Pattern NAME = Pattern.compile("\\b([A-Z]{4,}(?:_[A-Z]+)*)\\b(?=:)");

  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of("docs/tables.md", "| rejection_reason | when |", RejectionReason.values()),
        Arguments.of("docs/tables.md", "with its bytes and a reason:", DeadLetter.Reason.values()),
        Arguments.of("docs/tables.md", "is **uncounted**", LateEvent.Reason.values()),
        Arguments.of("maintenance-job/README.md", "| action |", MaintenanceAction.values()));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void areExplainedInTheirOrder(String page, String heading, Enum<?>[] values) {
    String text = Project.text(page);
    String list = text.substring(text.indexOf(heading)).replaceFirst("(?s)(\\|\n)\n.*", "$1");

    assertThat(ROW.matcher(list).results().map(row -> row.group(1)))
        .isEqualTo(Arrays.stream(values).map(Enum::name).toList());
  }

  @Test
  void ofUncountedEventsAreInTheStepsForTheirAlert() {
    String text = Project.text("docs/monitoring.md");
    int start = text.indexOf("### UncountedEvents");
    String steps = text.substring(start, text.indexOf("###", start + 3));

    assertThat(LateEvent.Reason.values()).allMatch(reason -> steps.contains("`" + reason + "`"));
  }

  @Test
  void inAlertsAreThoseOfUncountedEvents() {
    List<String> reasons = Arrays.stream(LateEvent.Reason.values()).map(Enum::name).toList();
    String alerts = Project.text("deploy/prometheus/rules/alerts.yml");

    assertThat(NAME.matcher(alerts).results().map(name -> name.group(1)))
        .isNotEmpty()
        .isSubsetOf(reasons);
  }
}
