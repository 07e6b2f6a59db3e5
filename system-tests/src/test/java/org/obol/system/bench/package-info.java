/** Measures the programs at the size of a large seller, on a real control plane. */
package org.obol.system.bench;
