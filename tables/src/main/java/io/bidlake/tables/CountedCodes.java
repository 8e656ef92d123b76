package io.bidlake.tables;

/** Adds arrays of codes, each followed by its count, in the order of the codes. */
final class CountedCodes {

  private CountedCodes() {}

  /**
   * Writes the sum of the beginnings of two arrays, without counts of 0.
   *
   * @param sign by which the counts of the other array are multiplied
   * @param sum has room for both
   * @return length of the sum
   */
  static int add(long[] one, int endOfOne, long[] other, int endOfOther, int sign, long[] sum) {
    int length = 0;
    int i = 0;
    int j = 0;
    while (i < endOfOne || j < endOfOther) {
      boolean fromOne = j == endOfOther || (i < endOfOne && one[i] <= other[j]);
      boolean fromOther = i == endOfOne || (j < endOfOther && other[j] <= one[i]);
      long code = fromOne ? one[i] : other[j];
      long count = (fromOne ? one[i + 1] : 0) + (fromOther ? sign * other[j + 1] : 0);
      i += fromOne ? 2 : 0;
      j += fromOther ? 2 : 0;
      if (count != 0) {
        sum[length++] = code;
        sum[length++] = count;
      }
    }
    return length;
  }
}
