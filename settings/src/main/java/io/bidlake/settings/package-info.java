/** Typed settings from arguments, environment and files. */
package io.bidlake.settings;
