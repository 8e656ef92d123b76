package io.bidlake.funnel;

/** In which order events come. */
enum Arrivals {
  /** None further behind the newest of its partition than is allowed for. */
  ON_TIME,
  /** Some are held back, up to hours, and partitions fall silent and come back. */
  LATE
}
