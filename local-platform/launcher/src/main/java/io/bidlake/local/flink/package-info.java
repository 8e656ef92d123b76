/** Flink: its servers, its REST API, and the jobs as they are submitted, watched and stopped. */
package io.bidlake.local.flink;
