-- Consents of a case: those that stand first, newest first.
select c.id, c.case_id, c.purpose, c.recipient_id, c.granted, c.given_by, c.capacity, c.substitute, c.given_at, c.until_at,
       c.withdrawn_at, c.recorded_by, c.recorded_for, a.name_en, a.name_fr, a.kind as recipient_kind, m.name as recorder
from consent c
join agency a on a.id = c.recipient_id
join member m on m.id = c.recorded_by
where c.case_id = $1
order by case when c.granted and c.given_at <= $2 and c.until_at > $2 and (c.withdrawn_at is null or c.withdrawn_at > $2) then 0 else 1 end, c.given_at desc, c.id desc
