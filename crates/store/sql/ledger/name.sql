select m.name, m.agency_id, a.name_en, a.name_fr
from member m
join agency a on a.id = m.agency_id
where m.id = $1
