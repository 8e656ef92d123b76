/** Reads OpenRTB's JSON as a stream, driven by the schemas of the records that come of it. */
package io.bidlake.openrtb.json;
