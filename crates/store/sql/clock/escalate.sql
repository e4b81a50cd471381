-- One step of escalation, once. $1 clock, $2 now, $3 steps taken before, $4 when the next step comes.
update clock set escalated_at = $2, escalations = $3 + 1, escalate_at = $4
where id = $1 and escalations = $3 and met_at is null and stopped_at is null
