select s.member_id, count(*) as open
from session s
join member m on m.id = s.member_id
where m.agency_id = $1 and s.stage = 'open' and s.ended_at is null and s.ends_at > $2
group by s.member_id
