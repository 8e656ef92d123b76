/** Sends dead letters to their topics again, once each, when what was wrong with them is mended. */
package io.bidlake.redrive;
