-- Referrals to a service that were accepted in the period, and of those the ones whose first visit took place by its end.
-- $1 from, $2 to.
select count(*) as whole, count(s.at) as part
from service_referral_step a
left join service_referral_step s on s.service_referral_id = a.service_referral_id and s.state = 'started' and s.at < $2
where a.state = 'accepted' and a.at >= $1 and a.at < $2
