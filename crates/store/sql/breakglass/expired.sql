-- Uses whose time is over and whose clock, by the rule $1, still runs. $2 now.
select b.id, k.id as clock_id
from break_glass b
join clock k on k.subject_kind = 'break_glass' and k.subject_id = b.id
where b.until_at <= $2 and k.met_at is null and k.stopped_at is null and k.rule = $1
order by b.until_at, b.id
