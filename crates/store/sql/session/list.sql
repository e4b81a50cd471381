select id, stage, started_at, seen_at, locked_at, ends_at
from session
where member_id = $1 and ended_at is null and ends_at > $2
order by seen_at desc, id
