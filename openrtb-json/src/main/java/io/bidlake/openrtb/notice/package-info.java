/** Notice URLs, as trackers and access logs hold them, become impressions, clicks and notices. */
package io.bidlake.openrtb.notice;
