-- Takes somebody into a case on a consent that stands. $1 case, $2 member, $3 part, $4 now, $5 consent.
insert into case_participant (case_id, member_id, part, since, consent_id)
select $1, $2, $3, $4, c.id
from consent c
where c.id = $5 and c.case_id = $1 and c.granted and c.given_at <= $4 and c.until_at > $4
  and (c.withdrawn_at is null or c.withdrawn_at > $4)
  and not exists (select 1 from case_participant where case_id = $1 and member_id = $2 and until is null)
