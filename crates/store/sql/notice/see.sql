-- $1 notice, $2 agency, $3 me, $4 at the desk, $5 now.
update notice set seen_at = $5
where id = $1 and agency_id = $2 and ((member_id is null and $4) or member_id = $3) and seen_at is null
