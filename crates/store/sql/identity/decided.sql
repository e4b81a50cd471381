-- Decided matches of a record, in the order in which they were decided.
select m.id, m.left_id, m.right_id, m.state, m.decided_at
from match_alert m
where m.state in ('linked', 'rejected') and (m.left_id = $1 or m.right_id = $1)
order by m.decided_at, m.id
