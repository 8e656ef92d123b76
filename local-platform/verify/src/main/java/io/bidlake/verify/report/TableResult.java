package io.bidlake.verify.report;

import java.util.List;

/**
 * One table.
 *
 * @param table its name
 * @param moneyColumn column whose sum is compared; empty for none
 * @param total figures of all hours
 * @param hours figures of each hour, in order
 */
public record TableResult(String table, String moneyColumn, Figures total, List<HourResult> hours) {

  public boolean agrees() {
    // A sum over all hours could hide two hours that are wrong by the same amount.
    return total.agree() && hours.stream().allMatch(hour -> hour.figures().agree());
  }
}
