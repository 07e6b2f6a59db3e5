package org.obol.gateway;

/** As {@link PaidCallIT}, before the database knows. */
@GrantsEarly
class PaidCallGrantedEarlyIT extends PaidCallIT {

}
