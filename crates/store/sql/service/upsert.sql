-- What the agency itself told later than the source stays.
insert into service (id, source_key, agency_id, name_en, name_fr, description_en, description_fr, organisation, category, min_age,
                     max_age, areas, phone, languages, indigenous_led, places, waiting, places_as_of, details)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
on conflict (source_key) do update
set agency_id = excluded.agency_id, name_en = excluded.name_en, name_fr = excluded.name_fr,
    description_en = excluded.description_en, description_fr = excluded.description_fr,
    organisation = excluded.organisation, category = excluded.category, min_age = excluded.min_age,
    max_age = excluded.max_age, areas = excluded.areas, phone = excluded.phone, languages = excluded.languages,
    indigenous_led = excluded.indigenous_led, details = excluded.details,
    places = case when service.places_as_of > coalesce(excluded.places_as_of, 0) then service.places else excluded.places end,
    waiting = case when service.places_as_of > coalesce(excluded.places_as_of, 0) then service.waiting else excluded.waiting end,
    places_as_of = case when service.places_as_of > coalesce(excluded.places_as_of, 0) then service.places_as_of
                        else excluded.places_as_of end
returning id
