package org.obol.gateway;

/** As {@link QuickSaleIT}, before the database knows. */
@GrantsEarly
class QuickSaleGrantedEarlyIT extends QuickSaleIT {

}
