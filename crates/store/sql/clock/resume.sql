-- $1 clock, $2 due, $3 due soon, $4 when somebody is told next that it ran out.
update clock set stopped_at = null, stopped_why = null, paused = false, due_at = $2, soon_at = $3, escalate_at = $4
where id = $1 and met_at is null and paused
