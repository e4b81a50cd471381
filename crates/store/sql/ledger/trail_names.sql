-- Name and agency of members. $1 and further: their ids.
select m.id, m.name, m.agency_id, a.name_en, a.name_fr
from member m
join agency a on a.id = m.agency_id
where m.id in (values ($1))
