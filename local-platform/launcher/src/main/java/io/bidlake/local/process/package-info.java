/**
 * Java programs as processes on this machine: their options, configuration files, logs and health
 * checks.
 */
package io.bidlake.local.process;
