-- Who stands in the trail of a case. $1 case.
select m.id, m.name, m.agency_id, a.name_en, a.name_fr
from member m
join agency a on a.id = m.agency_id
where m.id in (select l.actor from ledger l where l.case_id = $1)
