/** Decodes OpenRTB JSON to events, without the jobs' code. */
package io.bidlake.verify.openrtb;
