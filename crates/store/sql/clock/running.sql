-- A paused clock still waits for its event.
select id, rule from clock
where subject_kind = $1 and subject_id = $2 and met_at is null and (stopped_at is null or paused)
order by started_at, id
