-- Opens a compartment for the recipient of a consent that stands. $1 id, $2 case, $3 kind, $4 owner, $5 now, $6 key, $7 consent.
insert into compartment (id, case_id, kind, owner_id, opened_at, wrapped_key, consent_id)
select $1, $2, $3, c.recipient_id, $5, $6, c.id
from consent c
where c.id = $7 and c.case_id = $2 and c.recipient_id = $4 and c.granted and c.given_at <= $5 and c.until_at > $5
  and (c.withdrawn_at is null or c.withdrawn_at > $5)
