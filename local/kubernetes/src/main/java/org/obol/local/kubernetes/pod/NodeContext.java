package org.obol.local.kubernetes.pod;

import java.nio.file.Path;
import java.time.Clock;

import org.obol.local.kubernetes.image.ImageTable;
import org.obol.local.kubernetes.process.ProcessRegister;
import org.obol.local.kubernetes.rest.RestClient;

/**
 * What all pods of the node share.
 *
 * @param api the API server
 * @param apiUrl its address, for the pods' kubeconfigs
 * @param authority the certificate that the API server is known by
 * @param images says what stands for an image
 * @param directory holds one directory per pod
 * @param register remembers the processes
 * @param clock tells the time
 */
public record NodeContext(RestClient api, String apiUrl, Path authority, ImageTable images, Path directory,
		ProcessRegister register, Clock clock) {

}
