/** Decodes notice URLs to events, without the jobs' code. */
package io.bidlake.verify.notices;
