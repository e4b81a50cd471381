-- Services that fit every wish that was told. $1 category, $2 age, $3 area in small letters, $4 language, $5 Indigenous-led
-- only, $6 answered in this system only, $7 limit.
select id, source_key, agency_id, name_en, name_fr, description_en, description_fr, organisation, category, min_age, max_age, areas,
       phone, languages, indigenous_led, places, waiting, places_as_of, details
from service s
where ($1 is null or s.category = $1)
  and ($2 is null or ((s.min_age is null or s.min_age <= $2) and (s.max_age is null or s.max_age >= $2)))
  and ($3 is null or exists (select 1 from service_area a where a.service_id = s.id and a.area = $3))
  and ($4 is null or exists (select 1 from service_language l where l.service_id = s.id and l.language = $4))
  and (not $5 or s.indigenous_led)
  and (not $6 or s.agency_id is not null)
order by s.name_en, s.id
limit $7
