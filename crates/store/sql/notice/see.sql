update notice set seen_at = $4
where id = $1 and agency_id = $2 and (member_id is null or member_id = $3) and seen_at is null
