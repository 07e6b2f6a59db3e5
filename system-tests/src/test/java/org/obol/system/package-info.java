/** The journeys across programs, on the parts that a seller and a buyer really use. */
package org.obol.system;
