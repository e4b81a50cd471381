select id, match_id, member_id, record_id, answer, why, may_second, at, undone_at, undone_by, undone_why
from match_decision where match_id = $1 order by at, id
