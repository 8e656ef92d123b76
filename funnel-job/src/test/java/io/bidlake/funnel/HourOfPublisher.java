package io.bidlake.funnel;

/** What a row of the funnel's table is about. */
record HourOfPublisher(long hour, String publisher) {}
