# The directory as a map.

service-map-title = Services on the map
service-map-under = By the area that a service serves, never by its address.
service-map-list = Directory as a list
service-map-kinds = Kind of service
service-map-all = All kinds
service-map-description = Services by census division, values in the table
service-map-division = Census division
service-map-services = Services
service-map-without = { $n ->
    [one] One of { $of } census divisions has no service of its own.
   *[other] { $n } of { $of } census divisions have no service of their own.
}
service-map-everywhere-some = Every census division has a service of its own.
service-map-everywhere = Work everywhere in Ontario, not counted on the map
service-map-unplaced = Serve an area that the map does not know
map-credit-places = Names of towns: GeoNames (geonames.org), CC BY 4.0.
