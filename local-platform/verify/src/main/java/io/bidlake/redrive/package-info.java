/** Sends dead letters to their topics again, each once, after their cause is fixed. */
package io.bidlake.redrive;
