select r.state, r.case_id, r.from_id, r.to_id, r.sent_by, r.consent_id, r.number, c.purpose, k.case_type, a.kind as to_kind
from service_referral r
join consent c on c.id = r.consent_id
join case_file k on k.id = r.case_id
join agency a on a.id = r.to_id
where r.id = $1
