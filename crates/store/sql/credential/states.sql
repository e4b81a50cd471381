select m.id, c.member_id as enrolled_id, s.ends_at as set_up_ends_at
from member m
left join credential c on c.member_id = m.id
left join set_up s on s.member_id = m.id
where m.agency_id = $1
