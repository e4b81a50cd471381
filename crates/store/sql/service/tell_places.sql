update service set places = $2, waiting = $3, places_as_of = $4 where id = $1
