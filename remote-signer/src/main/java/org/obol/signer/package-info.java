/** Signs for the keys in one folder, over HTTP, and never lets a key out. */
@NullMarked
package org.obol.signer;

import org.jspecify.annotations.NullMarked;
