-- Agencies that a live consent lets into compartments of this kind. Read anew each time: a withdrawal works at once.
select distinct c.recipient_id as agency_id
from consent c
join consent_compartment k on k.consent_id = c.id
where c.case_id = $1 and k.kind = $2 and c.granted
  and c.given_at <= $3 and c.until_at > $3 and (c.withdrawn_at is null or c.withdrawn_at > $3)
