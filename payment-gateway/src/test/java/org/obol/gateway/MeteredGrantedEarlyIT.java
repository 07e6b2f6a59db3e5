package org.obol.gateway;

/** As {@link MeteredIT}, before the database knows. */
@GrantsEarly
class MeteredGrantedEarlyIT extends MeteredIT {

}
