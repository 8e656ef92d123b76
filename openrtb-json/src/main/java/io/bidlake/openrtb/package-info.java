/** OpenRTB as JSON, and notice URLs, become the generated records. */
package io.bidlake.openrtb;
