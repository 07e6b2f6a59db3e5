package org.obol.gateway;

/** As {@link FacilitatorFaultsIT}, before the database knows. */
@GrantsEarly
class FacilitatorFaultsGrantedEarlyIT extends FacilitatorFaultsIT {

}
