-- The clocks that run on a thing for one agency.
select id, rule from clock
where subject_kind = $1 and subject_id = $2 and agency_id = $3 and met_at is null and stopped_at is null
