/** Finds an offer's ERC-8004 registration on its chain. It only reads; sellers sign. */
@NullMarked
package org.obol.offercontroller.registration;

import org.jspecify.annotations.NullMarked;
