insert into disclosure (id, case_id, recipient_id, recipient, basis, fields, consent_id, made_by, made_at)
select $1, $2, a.id, a.name_en, 'consent', $4, $5, $6, $7
from agency a
where a.id = $3
