/** Finds the topics, and reads their records. */
package io.bidlake.landing.topics;
