select r.id, r.number, r.case_id, r.service_id, r.from_id, r.to_id, r.sent_by, r.consent_id, r.state, r.sent_at,
       s.name_en as service_en, s.name_fr as service_fr, f.name_en as from_en, f.name_fr as from_fr, t.name_en as to_en,
       t.name_fr as to_fr, m.name as sender, m.phone as sender_phone, k.number as case_number, k.subject_name,
       c.granted, c.given_at, c.until_at, c.withdrawn_at
from service_referral r
join service s on s.id = r.service_id
join agency f on f.id = r.from_id
join agency t on t.id = r.to_id
join member m on m.id = r.sent_by
join case_file k on k.id = r.case_id
join consent c on c.id = r.consent_id
where r.id = $1
