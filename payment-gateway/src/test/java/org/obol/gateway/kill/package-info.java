/** A gateway that is killed at random under load, beside a real chain and database. */
package org.obol.gateway.kill;
