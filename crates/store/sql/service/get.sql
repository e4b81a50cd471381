select id, source_key, agency_id, name_en, name_fr, description_en, description_fr, organisation, category, min_age, max_age, areas,
       phone, languages, indigenous_led, places, waiting, places_as_of, details
from service
where id = $1
