select m.id, m.agency_id, m.team_id, m.login, m.name, m.title_en, m.title_fr, m.phone, m.roles, m.active,
       a.kind as agency_kind
from member m
join agency a on a.id = m.agency_id
where m.agency_id = $1
order by m.name, m.id
