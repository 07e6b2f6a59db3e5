package org.obol.storefront.catalogue;

/**
 * One call a buyer can make.
 *
 * @param method the HTTP method
 * @param path the public path
 * @param paid whether it has to be paid for
 * @param summary one sentence for people
 */
public record Operation(String method, String path, boolean paid, String summary) {

}
