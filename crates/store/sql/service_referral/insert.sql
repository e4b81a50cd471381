-- The last gate before something leaves: the row exists only while the consent stands, is of this case, and names the agency
-- of the service. $1 id, $2 number, $3 case, $4 service, $5 sender's agency, $6 sender, $7 consent, $8 now.
insert into service_referral (id, number, case_id, service_id, from_id, to_id, sent_by, consent_id, state, sent_at)
select $1, $2, c.case_id, s.id, $5, c.recipient_id, $6, c.id, 'sent', $8
from consent c
join service s on s.agency_id = c.recipient_id
where c.id = $7 and c.case_id = $3 and s.id = $4 and c.granted and c.given_at <= $8 and c.until_at > $8 and (c.withdrawn_at is null or c.withdrawn_at > $8)
