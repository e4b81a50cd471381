-- How many referrals to a service rest on each consent of a case and have not ended.
select consent_id, count(*) as running
from service_referral
where case_id = $1 and state in ('sent', 'seen', 'accepted', 'started')
group by consent_id
