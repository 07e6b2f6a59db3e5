package org.obol.gateway;

/** As {@link FaultsIT}, before the database knows. */
@GrantsEarly
class FaultsGrantedEarlyIT extends FaultsIT {

}
