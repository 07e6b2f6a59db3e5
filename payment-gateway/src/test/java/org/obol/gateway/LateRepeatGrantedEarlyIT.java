package org.obol.gateway;

/** As {@link LateRepeatIT}, before the database knows. */
@GrantsEarly
class LateRepeatGrantedEarlyIT extends LateRepeatIT {

}
