/** The rules that teams set for the tables of their topics. */
package io.bidlake.landing.rules;
