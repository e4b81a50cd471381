select t.state, t.at, t.by_member, m.name as by_name, t.reason, t.note
from service_referral_step t
left join member m on m.id = t.by_member
where t.service_referral_id = $1
order by t.at, case t.state when 'sent' then 0 when 'seen' then 1 when 'accepted' then 2 when 'started' then 3 else 4 end
