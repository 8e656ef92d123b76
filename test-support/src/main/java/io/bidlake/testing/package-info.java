/** Helpers that the tests of several modules share. */
package io.bidlake.testing;
