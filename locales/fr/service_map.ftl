# Le répertoire sous forme de carte.

service-map-title = Services sur la carte
service-map-under = Selon le territoire desservi, jamais selon l’adresse.
service-map-list = Répertoire en liste
service-map-kinds = Type de service
service-map-all = Tous les types
service-map-description = Services par division de recensement, valeurs dans le tableau
service-map-division = Division de recensement
service-map-services = Services
service-map-without = { $n ->
    [one] Une division de recensement sur { $of } n’a aucun service à elle.
   *[other] { $n } divisions de recensement sur { $of } n’ont aucun service à elles.
}
service-map-everywhere-some = Chaque division de recensement a un service à elle.
service-map-everywhere = Desservent tout l’Ontario, non comptés sur la carte
service-map-unplaced = Desservent un territoire que la carte ne connaît pas
map-credit-places = Noms de lieux : GeoNames (geonames.org), CC BY 4.0.
