select c.id, c.case_id, c.purpose, c.recipient_id, c.granted, c.given_by, c.capacity, c.substitute, c.given_at, c.until_at,
       c.withdrawn_at, c.recorded_by, c.recorded_for, a.name_en, a.name_fr, a.kind as recipient_kind, m.name as recorder
from consent c
join agency a on a.id = c.recipient_id
join member m on m.id = c.recorded_by
where c.id = $1
