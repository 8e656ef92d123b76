/** The configuration of a platform: folders, ports, addresses and the built project. */
package io.bidlake.local.config;
