/** OpenRTB as JSON becomes events, without the jobs' code. */
package io.bidlake.verify.openrtb;
