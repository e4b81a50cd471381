-- Referrals to a service that rest on a consent and have not ended.
select r.id, r.number, r.from_id, r.to_id, r.sent_by, r.state, s.name_en, s.name_fr
from service_referral r
join service s on s.id = r.service_id
where r.consent_id = $1 and r.state in ('sent', 'seen', 'accepted', 'started')
order by r.sent_at, r.id
