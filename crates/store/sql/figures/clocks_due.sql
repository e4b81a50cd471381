-- Deadlines of a rule, or of every rule, that fell due in the period and were not stopped within it: how many, and how many
-- were met by then. What happened after the period does not count. $1 from, $2 to, $3 rule or null.
select count(*) as whole, count(case when met_at <= due_at then 1 end) as part
from clock
where due_at >= $1 and due_at < $2 and (stopped_at is null or stopped_at >= $2) and ($3 is null or rule = $3)
