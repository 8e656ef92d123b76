/** The jobs that fill the tables, and the wait for their commits. */
package io.bidlake.verify.job;
