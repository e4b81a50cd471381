select m.id, m.agency_id, m.name, m.title_en, m.title_fr, m.phone, m.roles
from member m
where m.agency_id = $1 and m.active
order by m.name, m.id
