/** What senders write by hand: JSON, lines, numbers and times. */
package io.bidlake.verify.text;
