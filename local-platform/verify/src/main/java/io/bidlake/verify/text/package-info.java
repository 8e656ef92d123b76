/** Parsers for texts of senders: JSON, lines, numbers and times. */
package io.bidlake.verify.text;
